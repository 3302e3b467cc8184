using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Lamina.NN;

/// <summary>The tensors for all inputs or all outputs of a model: one, several by position, or several by name.</summary>
/// <remarks>Made of what is at hand: a tensor or array, <c>[a, b]</c>, or a dictionary by the names of the layers.</remarks>
[CollectionBuilder(typeof(TensorSet), nameof(Of))]
public sealed class TensorSet : IEnumerable<Tensor>
{
    private readonly Tensor[] _tensors;
    private readonly string[]? _names;

    private TensorSet(Tensor[] tensors, string[]? names) => (_tensors, _names) = (tensors, names);

    /// <summary>The number of tensors.</summary>
    public int Count => _tensors.Length;

    /// <summary>Tensors by position.</summary>
    public static TensorSet Of(params ReadOnlySpan<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            ArgumentNullException.ThrowIfNull(tensor, nameof(tensors));
        }

        return new TensorSet(tensors.ToArray(), null);
    }

    /// <summary>Tensors by the names of the model's inputs or outputs.</summary>
    public static TensorSet Of(IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return new TensorSet([.. tensors.Values], [.. tensors.Keys]);
    }

    /// <summary>One tensor, or none.</summary>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator TensorSet?(Tensor? tensor) => tensor is null ? null : Of(tensor);

    /// <summary>Tensors by position.</summary>
    public static implicit operator TensorSet(Tensor[] tensors) => Of(tensors);

    /// <summary>Tensors by position.</summary>
    public static implicit operator TensorSet(List<Tensor> tensors) => Of([.. tensors]);

    /// <summary>Tensors by name.</summary>
    public static implicit operator TensorSet(Dictionary<string, Tensor> tensors) => Of(tensors);

    /// <summary>A vector.</summary>
    public static implicit operator TensorSet(float[] values) => Of((Tensor)values);

    /// <summary>A vector of double precision.</summary>
    public static implicit operator TensorSet(double[] values) => Of((Tensor)values);

    /// <summary>A vector of integers.</summary>
    public static implicit operator TensorSet(int[] values) => Of((Tensor)values);

    /// <summary>A vector of bytes.</summary>
    public static implicit operator TensorSet(byte[] values) => Of((Tensor)values);

    /// <summary>A matrix: samples, features.</summary>
    public static implicit operator TensorSet(float[,] values) => Of((Tensor)values);

    /// <summary>A matrix of double precision: samples, features.</summary>
    public static implicit operator TensorSet(double[,] values) => Of((Tensor)values);

    /// <summary>A matrix of integers: samples, features.</summary>
    public static implicit operator TensorSet(int[,] values) => Of((Tensor)values);

    /// <summary>A matrix of rows of equal length.</summary>
    public static implicit operator TensorSet(float[][] rows) => Of((Tensor)rows);

    /// <summary>A matrix of rows of equal length, in double precision.</summary>
    public static implicit operator TensorSet(double[][] rows) => Of((Tensor)rows);

    /// <summary>A vector of strings.</summary>
    public static implicit operator TensorSet(string[] values) => Of((Tensor)values);

    /// <summary>A matrix of strings: samples, features.</summary>
    public static implicit operator TensorSet(string[,] values) => Of((Tensor)values);

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)_tensors).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The tensors in the order of some places.</summary>
    /// <param name="names">The names of the places.</param>
    /// <param name="argument">What the set was given as, such as <c>x</c>.</param>
    /// <param name="places">What the places are: <c>input</c> or <c>output</c>.</param>
    /// <exception cref="ArgumentException">A name is missing or belongs to no place.</exception>
    internal Tensor[] InOrder(IReadOnlyList<string> names, string argument, string places)
    {
        if (_names is null)
        {
            return _tensors;
        }

        if (_names.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{argument} names '{unknown}', which is no {places} of the model; there are: {string.Join(", ", names)}.");
        }

        return [.. names.Select(name => Array.IndexOf(_names, name) is var at and >= 0
            ? _tensors[at]
            : throw new ArgumentException($"{argument} has nothing for the {places} '{name}'; it has: {string.Join(", ", _names)}."))];
    }

    /// <summary>The tensors as they stand, for models whose inputs are not known yet.</summary>
    internal Tensor[] InOrder() => _tensors;
}
