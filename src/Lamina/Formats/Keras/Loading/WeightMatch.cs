namespace Lamina.NN;

/// <summary>A variable that was given an array.</summary>
/// <param name="Variable">The path of the variable, such as <c>sequential/dense/kernel</c>.</param>
/// <param name="Array">The place of the array in the file.</param>
/// <param name="By">How it was found.</param>
/// <param name="Shape">The variable's shape.</param>
/// <param name="Conversion">What was done to the values because old files keep them otherwise; nothing when null.</param>
public sealed record WeightMatch(string Variable, string Array, WeightMatching By, Shape Shape, string? Conversion)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Variable} {Shape} ← {Array} ({By.ToString().ToLowerInvariant()}{(Conversion is null ? "" : $"; {Conversion}")})";
}
