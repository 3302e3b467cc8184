using Lamina.NN;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>A reader that is given damaged files.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Extension">How its files end.</param>
/// <param name="Read">Reads a file; what it returns uses what came out.</param>
/// <param name="Sources">Files that are right.</param>
/// <param name="Mutations">All damages to a file.</param>
internal sealed record FuzzReader(
    string Name, string Extension, Func<string, Action?> Read, Func<IEnumerable<FuzzSource>> Sources,
    Func<byte[], IEnumerable<Mutations>> Mutations)
{
    /// <summary>How many mutants are tried.</summary>
    public int Share { get; init; } = 1500;

    /// <summary>The kinds of <see cref="Lamina.Formats.FileFormat"/> that it covers, by their names.</summary>
    public string[] Formats { get; init; } = [];

    public override string ToString() => Name;
}

/// <summary>A file that is right.</summary>
/// <param name="Name">What is in it.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record FuzzSource(string Name, byte[] Bytes);

/// <summary>Uses models that came out of damaged files.</summary>
internal static class Used
{
    // A damaged size may ask for any amount of work in a prediction; what is tested is that the model is whole.
    private const long MostElements = 1 << 20;

    /// <summary>Predicts for one sample, where that is little work.</summary>
    public static Action? By(Model model) => !model.IsBuilt || model.Inputs.Count == 0 || !IsSmall(model) ? null : () =>
    {
        Tensor[] inputs = [.. model.Inputs.Select(input => Tensor.Zeros(Known(input.Shape)))];
        try
        {
            model.Predict(inputs);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // That an input does not fit a damaged model is said in words of its own.
        }
    };

    private static bool IsSmall(Model model)
    {
        try
        {
            var tensors = model.Graph.Calls.SelectMany(call => call.Outputs).Concat(model.Inputs);
            return tensors.Sum(tensor => (long)Known(tensor.Shape).Size) < MostElements
                && model.CountParameters() < MostElements;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static Shape Known(Shape shape) => [.. shape.Select((axis, i) => axis != Shape.Unknown ? axis : i == 0 ? 1 : 5)];
}
