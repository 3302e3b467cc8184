namespace Lamina.NN;

/// <summary>Numbers as the tensors of <see cref="Callback.GetState"/>.</summary>
internal static class CallbackState
{
    /// <summary>A number as a float64 scalar: whole numbers up to 2⁵³ are exact.</summary>
    public static Tensor Of(double value) => Tensor.From<double>([value], []);

    /// <summary>The number of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static double Number(this IReadOnlyDictionary<string, Tensor> state, string name) => state.TryGetValue(name, out var value)
        ? value.ToArray<double>()[0]
        : throw new KeyNotFoundException($"The state has no '{name}'; there are: {string.Join(", ", state.Keys)}.");

    /// <summary>The whole number of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static int Whole(this IReadOnlyDictionary<string, Tensor> state, string name) => (int)state.Number(name);
}
