namespace Lamina.Formats;

/// <summary>A tensor of a file, whose values are read only when they are wanted.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="TypeName">The type of its elements in the format's own word.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Read">Reads the values.</param>
internal sealed record NamedTensor(string Name, string TypeName, Shape Shape, Func<Tensor> Read);
