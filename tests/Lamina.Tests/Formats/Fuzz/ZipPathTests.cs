using Lamina.NN;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Names in archives are only names: none is ever a path on this machine.</summary>
public sealed class ZipPathTests : IDisposable
{
    private const string Vocabulary = "assets/layers/text_vectorization/vocabulary.txt";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../vocabulary.txt")]
    [InlineData("assets/../" + Vocabulary)]
    [InlineData("./" + Vocabulary)]
    [InlineData("/" + Vocabulary)]
    [InlineData("assets\\layers\\text_vectorization\\vocabulary.txt")]
    [InlineData("ASSETS/layers/text_vectorization/vocabulary.txt")]
    [InlineData("assets/layers/text_vectorization/../text_vectorization/vocabulary.txt")]
    public void A_vocabulary_is_found_by_its_whole_name_alone(string name)
    {
        var path = Write(entry => entry.Name == Vocabulary ? entry with { Name = name } : entry);
        Assert.Equal(
            $"{path}: the vocabulary of 'text_vectorization' is the entry '{Vocabulary}'; this zip file has none.",
            Assert.Throws<LaminaFormatException>(() => Model.Load(path)).Message);
        Assert.Equal(["m.keras"], _folder.Files);
    }

    [Fact]
    public void A_file_beside_the_archive_is_no_entry_of_it()
    {
        var path = Write(entry => entry.Name == Vocabulary ? entry with { Name = "x" } : entry);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[Vocabulary])!);
        File.WriteAllText(_folder[Vocabulary], "\n[UNK]\na");
        Assert.Throws<LaminaFormatException>(() => Model.Load(path));
    }

    [Fact]
    public void A_file_that_a_configuration_names_is_not_opened()
    {
        var named = _folder["words.txt"];
        File.WriteAllText(named, "a\nb");
        var error = Assert.Throws<LaminaFormatException>(() => Model.FromJson($$$"""
            {"class_name": "Sequential", "config": {"layers": [
                {"class_name": "InputLayer", "config": {"batch_shape": [null], "dtype": "string"}},
                {"class_name": "StringLookup", "config": {"name": "words", "vocabulary": "{{{named.Replace("\\", "\\\\", StringComparison.Ordinal)}}}"}}]}}
            """));
        Assert.Contains("Lamina reads lists of tokens, and no files that a model names.", error.Message, StringComparison.Ordinal);
    }

    private string Write(Func<RawEntry, RawEntry> change)
    {
        var source = FuzzSources.Keras().Single(source => source.Name == "words");
        File.WriteAllBytes(_folder["m.keras"], RawZip.Write([.. RawZip.Read(source.Bytes).Select(change)]));
        return _folder["m.keras"];
    }
}
