namespace Lamina.Formats.Onnx.Import;

/// <summary>A file that is imported, as messages call it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">The folder in which values may lie in files of their own; null where there is none.</param>
internal sealed record ImportFile(string Name, string? Folder)
{
    /// <summary>Whether numbers of 64 bits stay such; else they are computed in 32.</summary>
    public bool KeepsDoubles { get; init; }

    /// <summary>The bytes of the file, by which what is computed from it is bounded.</summary>
    public long Bytes { get; init; }

    /// <summary>What to throw for something wrong in the file.</summary>
    /// <param name="what">What is wrong, as a sentence.</param>
    public LaminaFormatException Error(string what) => new($"{Name}: {what}");

    /// <summary>What to throw for something wrong at a node.</summary>
    public LaminaFormatException Error(OnnxNode node, string what, Exception? cause = null)
    {
        var message = $"{Name}: {Title(node)}: {what}";
        return cause is null ? new LaminaFormatException(message) : new LaminaFormatException(message, cause);
    }

    /// <summary>A node in messages; one without a name is told by what it gives.</summary>
    public static string Title(OnnxNode node) => node.Name.Length > 0
        ? $"node '{node.Name}' ({node.OpType})"
        : $"the node that gives '{node.Output.FirstOrDefault(output => output.Length > 0)}' ({node.OpType})";

    /// <summary>Does what a node says; what fails is told with its name.</summary>
    public T Naming<T>(OnnxNode node, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or ArithmeticException
            or IndexOutOfRangeException or NotSupportedException or FormatException)
        {
            throw Error(node, e.Message, e);
        }
    }
}
