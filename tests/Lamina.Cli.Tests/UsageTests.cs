namespace Lamina.Cli.Tests;

public sealed class UsageTests
{
    private static readonly Mistake[] Table =
    [
        new("", """
            error: lamina needs a verb, such as: lamina train digits
              hint: lamina --help lists all.

            """),
        new("trian digits", """
            error: unknown verb 'trian'; did you mean 'train'?
              lamina trian digits
                     ^^^^^
              known: convert, evaluate, inspect, predict, summary, train

            """),
        new("train", """
            error: train needs the name of a data set.
              lamina train
                     ^^^^^
              known: digits, iris, mnist, fashion-mnist

            """),
        new("train digit", """
            error: unknown dataset 'digit'; did you mean 'digits'?
              lamina train digit
                           ^^^^^
              known: digits, fashion-mnist, iris, mnist

            """),
        new("train digits --epoch 3", """
            error: unknown option '--epoch'; did you mean '--epochs'?
              lamina train digits --epoch 3
                                  ^^^^^^^
              known: --activation, --batch, --dropout, --epochs, --json, --layers, --lr, --optimizer, --out, --patience, --seed, --threads, --validation

            """),
        new("train digits extra", """
            error: train does not know what to do with 'extra'.
              lamina train digits extra
                                  ^^^^^
              hint: lamina train --help

            """),
        new("train digits --lr", """
            error: option '--lr' needs a value.
              lamina train digits --lr
                                  ^^^^

            """),
        new("train digits --epochs many", """
            error: --epochs is a whole number of 1 or more; 'many' is not.
              lamina train digits --epochs many
                                           ^^^^

            """),
        new("train digits --dropout=1.5", """
            error: --dropout is a share from 0 to below 1; '1.5' is not.
              lamina train digits --dropout=1.5
                                            ^^^

            """),
        new("train digits --layers 128,x", """
            error: --layers is a list of sizes, such as 128,64, or none; '128,x' is not.
              lamina train digits --layers 128,x
                                           ^^^^^

            """),
        new("train digits --optimizer adma", """
            error: unknown optimizer 'adma'; did you mean 'adam'?
              lamina train digits --optimizer adma
                                              ^^^^
            """) { IsBeginning = true },
        new("train digits --activation rleu", """
            error: unknown activation 'rleu'; did you mean 'relu'?
              lamina train digits --activation rleu
                                               ^^^^
            """) { IsBeginning = true },
        new("train digits --out model.h6", """
            error: a model is saved in a file that ends in .keras, .h5, .hdf5, .onnx; 'model.h6' does not.
              lamina train digits --out model.h6
                                        ^^^^^^^^

            """),
        new("evaluate digits.keras", """
            error: evaluate needs a model and a data set, such as: lamina evaluate digits.keras digits
              lamina evaluate digits.keras
                     ^^^^^^^^

            """),
        new("evaluate no.keras iris", """
            error: there is no file 'no.keras'.
              lamina evaluate no.keras iris
                              ^^^^^^^^

            """),
        new("train digits --seed 1 --seed 2", """
            error: option '--seed' is given 2 times.
              lamina train digits --seed 1 --seed 2
                                  ^^^^^^

            """),
    ];

    public static TheoryData<string> Mistakes => new(Table.Select(mistake => mistake.CommandLine));

    [Theory, MemberData(nameof(Mistakes))]
    public void Mistakes_are_explained_and_pointed_at(string commandLine)
    {
        var mistake = Array.Find(Table, mistake => mistake.CommandLine == commandLine)!;
        var run = CommandRun.Of(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var expected = mistake.Error.ReplaceLineEndings("\n");
        Assert.Equal(expected, mistake.IsBeginning ? run.Error[..expected.Length] : run.Error);
        Assert.Equal("", run.Output);
        Assert.Equal(2, run.Code);
    }

    [Theory]
    [InlineData("help.txt", "--help")]
    [InlineData("train-help.txt", "train", "--help")]
    [InlineData("evaluate-help.txt", "evaluate", "--help")]
    [InlineData("predict-help.txt", "predict", "--help")]
    [InlineData("summary-help.txt", "summary", "--help")]
    [InlineData("convert-help.txt", "convert", "--help")]
    [InlineData("inspect-help.txt", "inspect", "--help")]
    public void Help_is_the_committed_text(string file, params string[] args)
    {
        var run = CommandRun.Of(args);
        Assert.Equal(Repository.Read("tests", "Lamina.Cli.Tests", "Texts", file), run.Output);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.Code);
    }

    private sealed record Mistake(string CommandLine, string Error)
    {
        public bool IsBeginning { get; init; }
    }
}
