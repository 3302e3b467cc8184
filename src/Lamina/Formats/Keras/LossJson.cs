using System.Text.Json.Serialization;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Losses by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MeanSquaredError))]
[JsonSerializable(typeof(MeanAbsoluteError))]
[JsonSerializable(typeof(MeanAbsolutePercentageError))]
[JsonSerializable(typeof(MeanSquaredLogarithmicError))]
[JsonSerializable(typeof(Huber))]
[JsonSerializable(typeof(LogCosh))]
[JsonSerializable(typeof(CosineSimilarity))]
[JsonSerializable(typeof(KLDivergence))]
[JsonSerializable(typeof(Poisson))]
[JsonSerializable(typeof(Hinge))]
[JsonSerializable(typeof(SquaredHinge))]
[JsonSerializable(typeof(CategoricalHinge))]
[JsonSerializable(typeof(BinaryCrossentropy))]
[JsonSerializable(typeof(BinaryFocalCrossentropy))]
[JsonSerializable(typeof(CategoricalCrossentropy))]
[JsonSerializable(typeof(CategoricalFocalCrossentropy))]
[JsonSerializable(typeof(SparseCategoricalCrossentropy))]
[JsonSerializable(typeof(CategoricalGeneralizedCrossEntropy))]
[JsonSerializable(typeof(Dice))]
[JsonSerializable(typeof(Tversky))]
[JsonSerializable(typeof(Circle))]
[JsonSerializable(typeof(CTC))]
internal sealed partial class LossJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        new(KerasModule.Losses, new MeanSquaredError()),
        new(KerasModule.Losses, new MeanAbsoluteError()),
        new(KerasModule.Losses, new MeanAbsolutePercentageError()),
        new(KerasModule.Losses, new MeanSquaredLogarithmicError()),
        new(KerasModule.Losses, new Huber()),
        new(KerasModule.Losses, new LogCosh()),
        new(KerasModule.Losses, new CosineSimilarity()),
        new(KerasModule.Losses, new KLDivergence()),
        new(KerasModule.Losses, new Poisson()),
        new(KerasModule.Losses, new Hinge()),
        new(KerasModule.Losses, new SquaredHinge()),
        new(KerasModule.Losses, new CategoricalHinge()),
        new(KerasModule.Losses, new BinaryCrossentropy()),
        new(KerasModule.Losses, new BinaryFocalCrossentropy()),
        new(KerasModule.Losses, new CategoricalCrossentropy()),
        new(KerasModule.Losses, new CategoricalFocalCrossentropy()),
        new(KerasModule.Losses, new SparseCategoricalCrossentropy()),
        new(KerasModule.Losses, new CategoricalGeneralizedCrossEntropy()),
        new(KerasModule.Losses, new Dice()),
        new(KerasModule.Losses, new Tversky()),
        new(KerasModule.Losses, new Circle()),
        new(KerasModule.Losses, new CTC()),
    ];
}
