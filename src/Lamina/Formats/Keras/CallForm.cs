using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>How Keras writes a call of a layer: which of its tensors are arguments of their own, and what else it
/// notes.</summary>
internal sealed partial record CallForm
{
    private const string Mask = "mask";
    private const string InitialState = "initial_state";
    private const string Training = "training";
    private const string CausalMask = "use_causal_mask";
    private const string AttentionScores = "return_attention_scores";
    private const string ReverseFlag = "reverse";

    private static readonly (string Name, InputRole Role)[] AttentionMasks =
    [
        ("query_mask", InputRole.QueryMask), ("value_mask", InputRole.ValueMask), ("key_mask", InputRole.KeyMask),
        ("attention_mask", InputRole.AttentionMask),
    ];

    /// <summary>One tensor, or a list of them.</summary>
    public static CallForm Plain { get; } = new() { Roles = [(Mask, InputRole.Mask)] };

    /// <summary>As <see cref="Plain"/>, with a mask, which is noted as none: masks go with their tensors.</summary>
    public static CallForm WithMask { get; } = Plain with { Notes = [Mask] };

    /// <summary>As <see cref="WithMask"/>, where the mask may also stand behind the tensor.</summary>
    public static CallForm WithMaskBehind { get; } = WithMask with { HasMaskBehind = true };

    /// <summary>A sequence, the first states if there are any, and a mask.</summary>
    public static CallForm Recurrent { get; } = WithMask with { Arguments = ["sequences", InitialState] };

    /// <summary>A list of query, value and key, and a list of their masks.</summary>
    public static CallForm Attention { get; } = new() { Flags = [CausalMask, AttentionScores], HasListOfMasks = true };

    /// <summary>Query, value and key, each with a mask of its own, and a mask of attention.</summary>
    public static CallForm MultiHeadAttention { get; } = new()
    {
        Arguments = ["query", "value", "key"],
        Roles = AttentionMasks,
        Flags = [CausalMask, AttentionScores],
    };

    /// <summary>One tensor, in either direction.</summary>
    public static CallForm Reversible { get; } = Plain with { Flags = [ReverseFlag] };

    /// <summary>An operation on a list of tensors, or on a tensor and numbers.</summary>
    public static CallForm Operation { get; } = new() { TakesNumbers = true };

    /// <summary>An operation on two tensors, or on a tensor and numbers, each an argument of its own.</summary>
    public static CallForm Operands { get; } = new() { TakesNumbers = true, Arguments = ["x1", "x2"] };

    /// <summary>An operation on three tensors, each an argument of its own.</summary>
    public static CallForm Choice { get; } = new() { Arguments = ["condition", "x1", "x2"] };

    /// <summary>A part of a tensor, named by a key.</summary>
    public static CallForm Item { get; } = new() { TakesKey = true };

    /// <summary>The tensors' names where each is an argument of its own.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>How many first states stand together as one item, such as those of each of several cells; each is an item
    /// where nothing is said.</summary>
    public IReadOnlyList<int> StateGroups { get; init; } = [];

    private string[] Notes { get; init; } = [];

    private string[] Flags { get; init; } = [];

    private (string Name, InputRole Role)[] Roles { get; init; } = [];

    private bool HasListOfMasks { get; init; }

    private bool HasMaskBehind { get; init; }

    private bool TakesNumbers { get; init; }

    private bool TakesKey { get; init; }

    /// <summary>Each tensor is an argument of its own.</summary>
    public static CallForm Of(params string[] arguments) => Plain with { Arguments = arguments };

    /// <summary>A call as Keras writes it.</summary>
    /// <param name="tensors">The tensors that the layer is given.</param>
    /// <param name="says">What the call says besides.</param>
    public JsonObject Write(IReadOnlyList<JsonNode> tensors, CallArguments says)
    {
        var inputs = says.Inputs(tensors);
        var keywords = new JsonObject();
        JsonArray arguments;
        if (Arguments.Contains(InitialState))
        {
            arguments = [inputs[0]];
            if (inputs.Count > 1)
            {
                keywords[InitialState] = Grouped([.. inputs.Skip(1)]);
            }
        }
        else
        {
            arguments = Arguments.Count > 0 || inputs.Count == 1
                ? new JsonArray([.. inputs])
                : new JsonArray((JsonNode)new JsonArray([.. inputs]));
        }

        if (says.Constants.Count > 0)
        {
            arguments.Insert(says.ConstantsFirst ? 0 : arguments.Count, ConstantJson.Write(says));
        }

        if (TakesKey)
        {
            arguments.Add((JsonNode)IndexJson.Write(says.Index));
        }

        WriteKeywords(keywords, tensors, says);
        return new JsonObject { ["args"] = arguments, ["kwargs"] = keywords };
    }

    private void WriteKeywords(JsonObject keywords, IReadOnlyList<JsonNode> tensors, CallArguments says)
    {
        if (HasListOfMasks && says.Roles.Count > 0)
        {
            InputRole[] roles = [InputRole.QueryMask, InputRole.ValueMask, InputRole.KeyMask];
            var count = Math.Max(2, roles.Index().Where(pair => says.Roles.Contains(pair.Item)).Max(pair => pair.Index) + 1);
            keywords[Mask] = new JsonArray([.. roles.Take(count).Select(role => says.Find(role, tensors))]);
        }

        foreach (var (name, role) in Roles)
        {
            if (says.Find(role, tensors) is { } tensor)
            {
                keywords[name] = tensor;
            }
        }

        (string Name, bool IsSet)[] flags =
            [(AttentionScores, says.ReturnAttentionScores), (CausalMask, says.UseCausalMask), (ReverseFlag, says.Reverse)];
        foreach (var (name, _) in flags.Where(flag => flag.IsSet))
        {
            keywords[name] = true;
        }

        if (says.IsTraining is { } training)
        {
            keywords[Training] = training;
        }

        // Keras notes that there is none where nothing else is said.
        var isNoted = keywords.Count == 0 || Arguments.Contains(InitialState);
        foreach (var note in Notes.Where(note => isNoted && !keywords.ContainsKey(note)))
        {
            keywords[note] = null;
        }
    }
}
