namespace Lamina.Tests.Tensors;

/// <summary>A function of tensors and the numbers that NumPy's definition of it gives.</summary>
internal sealed record OpCase(string Name, Func<Tensor> Result, Shape Shape, double[] Expected)
{
    public override string ToString() => Name;
}
