namespace Lamina.Cli.Tests;

/// <summary>Mistakes that only files show: each ends with exit code 2, a sentence and details, and nothing on standard
/// output.</summary>
public sealed class FileMistakeTests(SampleFiles files) : IClassFixture<SampleFiles>
{
    private static readonly (string Line, string Error)[] Table =
    [
        ("summary", "summary needs a model, such as: lamina summary digits.keras"),
        ("summary @no.keras", "there is no file '@no.keras'."),
        ("summary @empty.keras", "@empty.keras: the file holds no model that Lamina knows: it is empty.\n  hint: Lamina goes by what is in a file, not by its name; lamina inspect shows what that is."),
        ("summary @text.keras", "@text.keras: the file holds no model that Lamina knows: it begins with \"This is no model\".\n  hint: Lamina goes by what is in a file, not by its name; lamina inspect shows what that is."),
        ("summary @one.npz", "@one.npz: this is an .npz file, which holds weights and no model; Model.Load cannot read it.\n  hint: build the model in code, or load it from its own file, and call model.LoadWeights(path)."),
        ("summary @x.npy", "@x.npy: this is an .npy file, one array; Model.Load cannot read it.\n  hint: NpyFile.Read reads it."),
        ("inspect", "inspect needs a file, such as: lamina inspect model.h5"),
        ("inspect @no.h5", "there is no file '@no.h5'."),
        ("inspect @empty.keras", "@empty.keras: the file is of no kind that Lamina knows: it is empty."),
        ("inspect @text.keras", "@text.keras: the file is of no kind that Lamina knows: it begins with the bytes 5468697320697320."),
        ("inspect @one.keras --jsn", "unknown option '--jsn'; did you mean '--json'?\n  known: --json"),
        ("convert @one.keras", "convert needs two files, such as: lamina convert model.h5 model.keras"),
        ("convert @no.keras @c.h5", "there is no file '@no.keras'."),
        ("convert @one.keras @c.h6", "the ending of the second file says what to convert into; '@c.h6' has none of .keras, .weights.h5, .h5, .hdf5, .npz, .safetensors, .onnx."),
        ("convert @one.keras @no/c.h5", "there is no folder '@no' to save the result in."),
        ("convert @empty.keras @c.h5", "@empty.keras: the file holds no model that Lamina knows: it is empty.\n  hint: Lamina goes by what is in a file, not by its name; lamina inspect shows what that is."),
        ("convert @one.weights.h5 @c.keras", "'@one.weights.h5' holds weights and no model; a .keras file holds a whole one.\n  hint: lamina convert MODEL @c.keras --weights @one.weights.h5 takes the layers from a file that has them."),
        ("convert @one.npz @c.onnx", "'@one.npz' holds weights and no model; a .onnx file holds a whole one.\n  hint: lamina convert MODEL @c.onnx --weights @one.npz takes the layers from a file that has them."),
        ("convert @one.safetensors @c.h5", "'@one.safetensors' holds weights and no model; a .h5 file holds a whole one.\n  hint: lamina convert MODEL @c.h5 --weights @one.safetensors takes the layers from a file that has them."),
        ("convert @one.safetensors @c.weights.h5", "a .weights.h5 file has arrays by the places of layers, such as layers/dense/vars/0; 'flowers/dense/bias' is none.\n  hint: lamina convert MODEL @c.weights.h5 --weights FILE takes the places from a model."),
        ("convert @one.npz @c.npz --weights @one.npz", "'@one.npz' holds weights and no model; --weights are given to a model.\n  hint: lamina convert MODEL @c.npz --weights @one.npz takes the layers from a file that has them."),
        ("convert @one.keras @c.h5 --weights @no.npz", "there is no file '@no.npz'."),
        ("convert @one.keras @c.h5 --pytorch", "--pytorch says what the names in the file of --weights are; give that too."),
        ("predict", "predict needs a model and data, such as: lamina predict digits.keras --input digits.npy"),
        ("predict @one.keras", "predict needs data for the model: --input FILE.npy, or a CSV file."),
        ("predict @one.keras @x.csv --input @x.npy", "predict takes its data from --input or from a CSV file; both are given."),
        ("predict @one.keras @x.npy", "a table of samples is a file that ends in .csv; '@x.npy' does not.\n  hint: arrays are given with --input @x.npy"),
        ("predict @no.keras --input @x.npy", "there is no file '@no.keras'."),
        ("predict @text.keras --input @x.npy", "@text.keras: the file holds no model that Lamina knows: it begins with \"This is no model\".\n  hint: Lamina goes by what is in a file, not by its name; lamina inspect shows what that is."),
        ("predict @one.keras --input @no.npy", "there is no file '@no.npy'."),
        ("predict @one.keras --input y=@x.npy", "unknown input 'y'; did you mean 'x'?\n  known: x"),
        ("predict @one.keras --input @x.npy --input @x.npy", "the model has 1 input, and all are given; this file is one too many.\n  inputs: x"),
        ("predict @one.keras --input @b.npy", "'@b.npy' does not fit the input 'x'.\n  the model: [None, 4]\n  the file: float32[3, 2]"),
        ("predict @one.keras --input @row.npy", "'@row.npy' does not fit the input 'x'.\n  the model: [None, 4]\n  the file: float32[4]\n  hint: the first axis counts samples; one sample is an array [1, ..]."),
        ("predict @one.keras --input @none.npy", "'@none.npy' holds no samples: float32[0, 4]."),
        ("predict @one.keras --input @ab.npz", "'@ab.npz': unknown input 'a'; did you mean 'x'?\n  known: x"),
        ("predict @one.keras --input @text.keras", "@text.keras: a .npy file begins with 93 4E 55 4D 50 59 and a version of 2 bytes; this one begins with 54 68 69 73 20 69 73 20."),
        ("predict @two.keras --input @x.npy", "there is no --input for 'b'.\n  the model: a [None, 4], b [None, 2]"),
        ("predict @two.keras --input a=@x.npy --input a=@x.npy", "the input 'a' is given twice."),
        ("predict @two.keras --input @b.npy --input a=@x.npy --input @b.npy", "the model has 2 inputs, and all are given; this file is one too many.\n  inputs: a, b"),
        ("predict @two.keras --input a=@x.npy", "there is no --input for 'b'.\n  the model: a [None, 4], b [None, 2]"),
        ("predict @two.keras --input a=@x.npy --input b=@b2.npy", "all inputs hold the same number of samples; these do not.\n  a=@x.npy: 3\n  b=@b2.npy: 2"),
        ("predict @two.keras --input a=@x.npy --input b=@b.npy --output @two.npy", "an .npy file holds one array; the model has 2 outputs: p, q.\n  hint: give --output a name that ends in .npz."),
        ("predict @one.keras --input @x.npy --output @out.txt", "predictions are saved in a file that ends in .npy, .npz or .csv; '@out.txt' does not."),
        ("predict @one.keras --input @x.npy --output @no/out.npy", "there is no folder '@no' to save the predictions in."),
        ("predict @one.keras --input @x.npy --batch 0", "--batch is a whole number of 1 or more; '0' is not."),
        ("predict @one.keras @no.csv", "there is no file '@no.csv'."),
        ("predict @one.keras @flowers.csv", "'@flowers.csv' does not fit the model.\n  the model: [None, 4], 4 numbers a sample\n  the file: 5 columns: sepal_length, sepal_width, petal_length, petal_width, species"),
        ("predict @two.keras @x.csv", "unknown column of an input 'a_0'.\n  known: a, b, c, d"),
        ("predict @one.keras @empty.csv", "@empty.csv: the first line of a CSV file names its columns; this file is empty."),
        ("predict @one.keras @head.csv", "@head.csv: there are no rows behind the names of the columns."),
        ("predict @one.keras @nan.csv", "@nan.csv: row 2 (line 3), column 'b': a number is expected; the cell holds 'NaN'."),
        ("predict @one.keras @word.csv", "@word.csv: row 1 (line 2), column 'd': a number is expected; the cell holds 'four'."),
        ("predict @one.keras @blank.csv", "@blank.csv: row 1 (line 2), column 'c': a number is expected; the cell holds ''."),
        ("predict @one.keras @short.csv", "@short.csv: row 2 (line 3) has 3 cells; the first line names 4 columns."),
        ("predict @one.keras @twice.csv", "@twice.csv: every column has a name of its own; 'a' is there twice."),
        ("predict @one.keras @quotes.csv", "@quotes.csv: line 2: a quote stands where none may stand."),
        ("evaluate @one.keras @no.csv --target y", "there is no file '@no.csv'."),
        ("evaluate @one.keras @flowers.csv", "'@flowers.csv' needs a --target: the column that is to be predicted."),
        ("evaluate @one.keras @flowers.csv --target kind", "unknown target 'kind'.\n  known: petal_length, petal_width, sepal_length, sepal_width, species"),
        ("evaluate @one.keras @x.csv --target d", "'@x.csv' does not fit the model.\n  the model: [None, 4], 4 numbers a sample\n  the file: 3 columns: a, b, c"),
        ("evaluate @one.keras digits --target y", "--target names a column of a CSV file; 'digits' is none."),
        ("evaluate @one.keras @xy.npz --target y", "--target names a column of a CSV file; arrays have no columns."),
        ("evaluate @one.keras @x-only.npz", "'@x-only.npz' has no array 'y' for the output 'dense_1'.\n  arrays: x"),
        ("evaluate @one.keras @ab.npz", "'@ab.npz' has no array 'x' for the input 'x'.\n  arrays: a, b"),
        ("evaluate @two.keras @flowers.csv --target species", "a CSV file has targets for one output; the model has 2: p, q.\n  hint: an .npz file holds an array for each."),
        ("evaluate @one.onnx @xy.npz", "'@one.onnx' is not compiled: it does not say by which loss and metrics it is measured.\n  hint: lamina predict gives what it predicts."),
        ("convert @one.json @c.keras", "@one.json: this is the text of a model without its weights; Model.Load cannot read it.\n  hint: Model.FromJson(File.ReadAllText(path)) builds the model; LoadWeights gives it weights."),
        ("evaluate @image.keras @xy.npz", "'@image.keras' is not compiled: it does not say by which loss and metrics it is measured.\n  hint: lamina predict gives what it predicts."),
    ];

    public static TheoryData<string> Lines => new(Table.Select(row => row.Line));

    [Theory, MemberData(nameof(Lines))]
    public void Mistakes_are_explained(string line)
    {
        files.Text("empty.csv", "");
        files.Text("head.csv", "a,b,c,d\n");
        files.Text("nan.csv", "a,b,c,d\n1,2,3,4\n1,NaN,3,4\n");
        files.Text("word.csv", "a,b,c,d\n1,2,3,four\n");
        files.Text("blank.csv", "a,b,c,d\n1,2,,4\n");
        files.Text("short.csv", "a,b,c,d\n1,2,3,4\n1,2,3\n");
        files.Text("twice.csv", "a,b,a,d\n1,2,3,4\n");
        files.Text("quotes.csv", "a,b,c,d\n1,\"2\"x,3,4\n");
        var run = files.Run(line);
        Assert.Equal($"error: {Array.Find(Table, row => row.Line == line).Error}\n", WithoutMarks(run.Error));
        Assert.Equal("", run.Output);
        Assert.Equal(2, run.Code);
        Assert.DoesNotContain(Directory.EnumerateFiles(files.Folder), file => Path.GetFileName(file).StartsWith("c.", StringComparison.Ordinal));
    }

    // The command line with the wrong word marked; its length is that of the folder's name.
    private static string WithoutMarks(string error) => string.Concat(error.Split('\n')
        .Where(line => !line.StartsWith("  lamina ", StringComparison.Ordinal) && (line.Length == 0 || line.Trim().Trim('^').Length > 0))
        .SkipLast(1).Select(line => line + "\n"));
}
