namespace Lamina;

/// <summary>Functions of tensors, compiled: traced once for the types of their arguments, and then run as plans.</summary>
/// <remarks>A function is made of formulas; what it does besides is done once, while it is traced. Variables that it reads
/// are read at each run, and <c>variable.Assign(..)</c> within it takes effect when the run ends.</remarks>
public static class Function
{
    /// <summary>Compiles a function of one tensor.</summary>
    public static Func<Tensor, Tensor> Compile(Func<Tensor, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var compiled = new CompiledFunction(x => [function(x[0])]);
        return x => compiled.Call(x)[0];
    }

    /// <summary>Compiles a function of two tensors.</summary>
    public static Func<Tensor, Tensor, Tensor> Compile(Func<Tensor, Tensor, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var compiled = new CompiledFunction(x => [function(x[0], x[1])]);
        return (x, y) => compiled.Call(x, y)[0];
    }

    /// <summary>Compiles a function of three tensors.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor> Compile(Func<Tensor, Tensor, Tensor, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var compiled = new CompiledFunction(x => [function(x[0], x[1], x[2])]);
        return (x, y, z) => compiled.Call(x, y, z)[0];
    }

    /// <summary>Compiles a function of any number of tensors with any number of results.</summary>
    public static CompiledFunction Compile(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> function) => new(function);
}
