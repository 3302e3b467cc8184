namespace Lamina.NN;

/// <summary>What the arguments of layers with a vocabulary must be; each error names the layer, the argument and the value.</summary>
internal static class VocabularyChecks
{
    public static void Sizes(string title, int? maxTokens, int oovIndices, bool padToMaxTokens)
    {
        if (maxTokens <= 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxTokens), $"{title} needs MaxTokens greater than 1, as it counts special places too; it was given {maxTokens}.");
        }

        if (padToMaxTokens && maxTokens is null)
        {
            throw new ArgumentException($"{title} needs MaxTokens where PadToMaxTokens is true.", nameof(maxTokens));
        }

        if (oovIndices < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(oovIndices), $"{title} needs NumOovIndices of at least 0; it was given {oovIndices}.");
        }
    }

    public static void Modes(string title, OutputMode mode, bool invert, ValueList<double>? idfWeights, bool isGiven)
    {
        if (invert && mode != OutputMode.Int)
        {
            throw new ArgumentException($"{title} needs OutputMode Int where Invert is true; it was given {mode}.", nameof(mode));
        }

        if (idfWeights is not null && mode != OutputMode.TfIdf)
        {
            throw new ArgumentException(
                $"{title} takes IdfWeights only where OutputMode is TfIdf; it is {mode}.", nameof(idfWeights));
        }

        if (isGiven && idfWeights is null && mode == OutputMode.TfIdf)
        {
            throw new ArgumentException(
                $"{title} needs IdfWeights with a vocabulary where OutputMode is TfIdf; without a vocabulary Adapt learns both.",
                nameof(idfWeights));
        }
    }

    /// <summary>The tokens of a file: one a line.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string[] ReadFile(string title, string path, OutputMode mode)
    {
        if (mode == OutputMode.TfIdf)
        {
            throw new ArgumentException(
                $"{title} needs IdfWeights with a vocabulary where OutputMode is TfIdf, and a file holds none: give a list.", nameof(path));
        }

        return File.Exists(path)
            ? File.ReadAllLines(path)
            : throw new FileNotFoundException($"{title}: there is no vocabulary file '{path}'.", path);
    }
}
