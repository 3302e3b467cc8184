// Learns to read handwritten digits. Run it with: dotnet run samples/digits.cs
#:project ../src/Lamina/Lamina.csproj
using Lamina.Data;
using Lamina.NN;

var (train, test) = Datasets.Digits();
var model = new Sequential([new Input(64), new Dense(128, "relu"), new Dropout(0.2), new Dense(10)]);
model.Compile(new Adam(1e-3), new SparseCategoricalCrossentropy(fromLogits: true), metrics: ["accuracy"]);
model.Fit(train.X, train.Y, epochs: 50, validationSplit: 0.1);
Console.WriteLine(model.Evaluate(test.X, test.Y));
model.Save("digits.keras");
