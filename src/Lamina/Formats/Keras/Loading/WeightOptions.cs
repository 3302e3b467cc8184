using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>How weights are loaded into a model.</summary>
/// <param name="SkipMismatch">Whether what does not fit is reported and left, instead of being an error.</param>
/// <param name="ByName">Whether, in files of the older form, only layers of equal names are loaded.</param>
/// <param name="IsNewModel">Whether the model was made for this file, so that nobody has it yet.</param>
internal sealed record WeightOptions(bool SkipMismatch = false, bool ByName = false, bool IsNewModel = false)
{
    /// <summary>For a model that was made of the same file.</summary>
    public static WeightOptions NewModel { get; } = new(IsNewModel: true);

    /// <summary>How names of arrays become paths of variables; null where they are such, or places.</summary>
    public NameMap? Names { get; init; }

    /// <summary>What was worth knowing before the weights were read.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
