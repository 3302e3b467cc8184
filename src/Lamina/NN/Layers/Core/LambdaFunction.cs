namespace Lamina.NN;

/// <summary>A function of tensors, and the name that files have for it.</summary>
/// <param name="Name">The name; null for one that stands in code only.</param>
/// <param name="Function">What it computes of its inputs.</param>
public sealed record LambdaFunction(string? Name, Func<IReadOnlyList<Tensor>, CallContext, Tensor> Function)
{
    private static readonly AsyncLocal<LambdaFunction[]?> Known = new();

    /// <summary>A function of one input.</summary>
    /// <param name="function">What it computes.</param>
    /// <param name="name">What files call it; null for one that stands in code only.</param>
    public static LambdaFunction Of(Func<Tensor, Tensor> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new LambdaFunction(name, (inputs, _) => inputs.Count == 1
            ? function(inputs[0])
            : throw new ArgumentException($"The function {name ?? "of a Lambda"} takes one input; it was given {inputs.Count}."));
    }

    /// <summary>Says what names in files stand for, until the scope is disposed: <c>using (LambdaFunction.Define(square))
    /// { model = Model.FromJson(json); }</c>.</summary>
    /// <param name="functions">Functions with names.</param>
    public static IDisposable Define(params ReadOnlySpan<LambdaFunction> functions)
    {
        foreach (var function in functions)
        {
            ArgumentException.ThrowIfNullOrEmpty(function.Name, nameof(functions));
        }

        var outer = Known.Value;
        Known.Value = [.. functions, .. outer ?? []];
        return new Scope(outer);
    }

    /// <summary>The function of a name, by the innermost definition; null where there is none.</summary>
    internal static LambdaFunction? Find(string name) => Known.Value?.FirstOrDefault(function => function.Name == name);

    private sealed class Scope(LambdaFunction[]? outer) : IDisposable
    {
        public void Dispose() => Known.Value = outer;
    }
}
