using Axes = Lamina.Ops.Axes;

namespace Lamina.Formats.Onnx.Import;

/// <summary>How the axes of a value of ONNX stand in the tensor that holds it, whose first axis is the batch.</summary>
/// <remarks>ONNX moves axes about where Keras's layers have their own order; that is followed here instead of done, so that
/// what is moved back in the end was never moved.</remarks>
/// <param name="Axes">For each axis of the value the tensor's; −1 for one of length 1 that the tensor has not.</param>
internal readonly record struct AxisView(Axes Axes)
{
    private const int Added = -1;

    /// <summary>The number of axes of the value.</summary>
    public int Rank => Axes.Count;

    /// <summary>The number of axes of the tensor.</summary>
    public int TensorRank => Axes.Count(axis => axis != Added);

    /// <summary>The tensor's axis that is an axis of the value; −1 where it has none.</summary>
    public int this[int axis] => Axes[axis];

    /// <summary>Whether the value is the tensor.</summary>
    public bool IsIdentity => this == Identity(Rank);

    /// <summary>Whether the value is [batch, channels, places..] and the tensor [batch, places.., channels].</summary>
    public bool IsChannelsLast => Rank >= 3 && this == ChannelsLast(Rank);

    /// <summary>The tensor itself.</summary>
    public static AxisView Identity(int rank) => new([.. Enumerable.Range(0, rank)]);

    /// <summary>A value [batch, channels, places..] in a tensor [batch, places.., channels].</summary>
    public static AxisView ChannelsLast(int rank) => new([0, rank - 1, .. Enumerable.Range(1, rank - 2)]);

    /// <summary>The value with its axes in another order.</summary>
    public AxisView Transposed(int[] order)
    {
        var axes = Axes;
        return new([.. order.Select(axis => axes[axis])]);
    }

    /// <summary>The value with axes of length 1 at some places.</summary>
    public AxisView With(IEnumerable<int> places)
    {
        var axes = Axes.ToList();
        foreach (var place in places)
        {
            axes.Insert(place, Added);
        }

        return new([.. axes]);
    }

    /// <summary>The value without some axes; null where the tensor has one of them.</summary>
    public AxisView? Without(IReadOnlyCollection<int> places)
    {
        var axes = Axes;
        return places.All(place => axes[place] == Added) ? new AxisView([.. axes.Where((_, i) => !places.Contains(i))]) : null;
    }

    /// <summary>The shape of the tensor for one of the value.</summary>
    public Shape Inner(Shape value)
    {
        var inner = new int[TensorRank];
        for (var i = 0; i < Rank; i++)
        {
            if (Axes[i] != Added)
            {
                inner[Axes[i]] = value[i];
            }
        }

        return Shape.Create(inner);
    }

    /// <summary>The shape of the value for one of the tensor.</summary>
    public Shape Outer(Shape tensor) => [.. Axes.Select(axis => axis == Added ? 1 : tensor[axis])];

    /// <summary>The value, from the tensor.</summary>
    public Tensor Outer(Tensor tensor)
    {
        int[] order = [.. Axes.Where(axis => axis != Added)];
        var turned = order.SequenceEqual(Enumerable.Range(0, order.Length)) ? tensor : tensor.Transpose(order);
        return turned.Reshape(Outer(tensor.Shape));
    }

    /// <summary>The tensor, from the value.</summary>
    public Tensor Inner(Tensor value)
    {
        var bare = value.Reshape([.. value.Shape.Where(IsOwn)]);
        int[] order = [.. Axes.Where(axis => axis != Added)];
        int[] back = [.. Enumerable.Range(0, order.Length).Select(axis => Array.IndexOf(order, axis))];
        return back.SequenceEqual(Enumerable.Range(0, back.Length)) ? bare : bare.Transpose(back);
    }

    private bool IsOwn(int length, int place) => Axes[place] != Added;
}
