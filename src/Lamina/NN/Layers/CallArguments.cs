namespace Lamina.NN;

/// <summary>What a tensor of a call is for, where it is none of the layer's inputs.</summary>
internal enum InputRole
{
    /// <summary>Which steps of the first input count.</summary>
    Mask,

    /// <summary>Which steps of a query count.</summary>
    QueryMask,

    /// <summary>Which steps of the values count.</summary>
    ValueMask,

    /// <summary>Which steps of the keys count.</summary>
    KeyMask,

    /// <summary>Which step may see which other.</summary>
    AttentionMask,
}

/// <summary>What a call of a layer says besides its inputs.</summary>
internal sealed record CallArguments
{
    /// <summary>A call that says nothing more.</summary>
    public static CallArguments None { get; } = new();

    /// <summary>What the last tensors of the call are for; those before them are the layer's inputs.</summary>
    public IReadOnlyList<InputRole> Roles { get; init; } = [];

    /// <summary>Whether this call trains, whatever the model does; as the model does when null.</summary>
    public bool? IsTraining { get; init; }

    /// <summary>Whether a step sees only others that do not come later.</summary>
    public bool UseCausalMask { get; init; }

    /// <summary>Whether the weights of an attention are a second output.</summary>
    public bool ReturnAttentionScores { get; init; }

    /// <summary>Whether an embedding is applied backwards, from vectors to scores.</summary>
    public bool Reverse { get; init; }

    /// <summary>Whether a recurrent layer gives the outputs of its steps in the reverse of the order in which it takes
    /// them.</summary>
    public bool ReverseOutputs { get; init; }

    /// <summary>Numbers that an operation takes besides its tensors, row-major.</summary>
    public IReadOnlyList<double> Constants { get; init; } = [];

    /// <summary>The shape of the numbers; a single one has no axes.</summary>
    public Shape ConstantShape { get; init; } = Shape.Scalar;

    /// <summary>Whether the numbers stand before the tensors, as in <c>1 − x</c>.</summary>
    public bool ConstantsFirst { get; init; }

    /// <summary>Which part of a tensor is taken.</summary>
    public IReadOnlyList<AxisIndex> Index { get; init; } = [];

    /// <summary>Whether the call says nothing that only some layers understand.</summary>
    public bool IsPlain =>
        !UseCausalMask && !ReturnAttentionScores && !Reverse && !ReverseOutputs && Constants.Count == 0 && Index.Count == 0
        && !Roles.Contains(InputRole.AttentionMask);

    /// <summary>The tensors of a call, inputs first, with the roles of those that are given.</summary>
    public static (IReadOnlyList<T> Tensors, IReadOnlyList<InputRole> Roles) Of<T>(
        IEnumerable<T?> inputs, params ReadOnlySpan<(InputRole Role, T? Tensor)> others)
        where T : class
    {
        List<T> tensors = [.. inputs.OfType<T>()];
        var roles = new List<InputRole>();
        foreach (var (role, tensor) in others)
        {
            if (tensor is not null)
            {
                tensors.Add(tensor);
                roles.Add(role);
            }
        }

        return (tensors, roles);
    }

    /// <summary>The tensors that are the layer's inputs.</summary>
    public IReadOnlyList<T> Inputs<T>(IReadOnlyList<T> tensors) =>
        Roles.Count == 0 ? tensors : [.. tensors.Take(tensors.Count - Roles.Count)];

    /// <summary>The tensor of a role; null where the call has none.</summary>
    public T? Find<T>(InputRole role, IReadOnlyList<T> tensors)
        where T : class
    {
        for (var i = 0; i < Roles.Count; i++)
        {
            if (Roles[i] == role)
            {
                return tensors[tensors.Count - Roles.Count + i];
            }
        }

        return null;
    }
}
