using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>The vocabularies of a model that are not in its configuration: texts beside the weights, a token a line, as in
/// <c>assets/layers/string_lookup/vocabulary.txt</c>.</summary>
internal static class VocabularyFiles
{
    private const string Folder = "assets/";
    private const string FileName = "vocabulary.txt";

    // Keras keeps the vocabulary of this layer in one inside it, and asks for that file too.
    private const string Inner = "_lookup_layer/";

    /// <summary>The files, by their names in the archive.</summary>
    public static IEnumerable<(string Name, string Text)> Of(Model model) =>
        from pair in Kept(model)
        where pair.Layer.HasVocabulary
        let text = string.Join('\n', pair.Layer.GetTokens())
        from name in pair.Layer is TextVectorization ? new[] { "", Inner } : [""]
        select ($"{Folder}{pair.Path}{name}{FileName}", text);

    /// <summary>Gives the layers their vocabularies.</summary>
    /// <param name="model">The model.</param>
    /// <param name="find">Finds a weight by its path, for among them are those of tokens; null where there is none.</param>
    /// <param name="path">The archive, for messages.</param>
    /// <param name="read">Reads an entry of the archive; null where there is none.</param>
    /// <exception cref="LaminaFormatException">A vocabulary is missing or not one of its layer.</exception>
    public static void Restore(
        Model model, Func<string, Tensor?> find, string path, Func<string, string?> read)
    {
        foreach (var (place, layer) in Kept(model))
        {
            var name = $"{Folder}{place}{FileName}";
            var isExpected = ((Layer)layer).GetConfig() is IndexLookupConfig { VocabularySize: not null }
                or TextVectorizationConfig { VocabularySize: not null };
            if (read(name) is not { } text)
            {
                _ = !isExpected ? 0 : throw new LaminaFormatException(
                    $"{path}: the vocabulary of '{((Layer)layer).Name}' is the entry '{name}'; this zip file has none.");
                continue;
            }

            SetTokens(layer, text, find($"{place}vars/idf_weights")?.ToArray(), $"{path} › {name}");
        }
    }

    private static void SetTokens(ITokenLayer layer, string text, float[]? idf, string file)
    {
        try
        {
            KerasModel.Naming(((Layer)layer).Name, () =>
            {
                layer.SetTokens(Lines(text), idf);
                return layer;
            });
        }
        catch (LaminaFormatException e)
        {
            throw new LaminaFormatException($"{file}: {e.Message}", e);
        }
    }

    private static IEnumerable<(string Path, ITokenLayer Layer)> Kept(Model model) => WeightPaths.Layers(model)
        .Where(pair => pair.Layer is ITokenLayer { HasVocabularyInConfig: false })
        .Select(pair => (pair.Path, (ITokenLayer)pair.Layer));

    // As Keras does, without empty lines at the end.
    private static string[] Lines(string text) => text.TrimEnd('\n').Length == 0 ? [""] : text.TrimEnd('\n').Split('\n');
}
