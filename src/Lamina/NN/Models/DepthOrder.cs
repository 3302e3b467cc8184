namespace Lamina.NN;

/// <summary>The order in which Keras lists the layers of a functional model: those furthest from the outputs first, and
/// of equally far ones those first that a walk from the outputs meets first.</summary>
internal static class DepthOrder
{
    /// <summary>All layers of some calls, inputs included.</summary>
    public static IReadOnlyList<Layer> Of(IReadOnlyList<LayerCall> calls, IReadOnlyList<KerasTensor> outputs)
    {
        var met = new List<Layer>();
        var finished = new List<LayerCall>();
        var seen = new HashSet<LayerCall>();
        foreach (var output in outputs)
        {
            Visit(output.Call);
        }

        var depths = new Dictionary<Layer, int>();
        var callDepths = new Dictionary<LayerCall, int>();
        foreach (var call in Enumerable.Reverse(finished))
        {
            var depth = Math.Max(callDepths.GetValueOrDefault(call), depths.GetValueOrDefault(call.Layer));
            depths[call.Layer] = callDepths[call] = depth;
            foreach (var input in call.Inputs)
            {
                callDepths[input.Call] = Math.Max(depth + 1, callDepths.GetValueOrDefault(input.Call));
            }
        }

        // Inputs that no output depends on stand last in the walk and nearest to the outputs.
        Layer[] loose = [.. calls.Select(call => call.Layer).Distinct().Where(layer => !depths.ContainsKey(layer))];
        return [.. loose.Concat(met).OrderByDescending(layer => depths.GetValueOrDefault(layer))];

        void Visit(LayerCall call)
        {
            if (!seen.Add(call))
            {
                return;
            }

            if (!met.Contains(call.Layer))
            {
                met.Add(call.Layer);
            }

            foreach (var input in call.Inputs)
            {
                Visit(input.Call);
            }

            finished.Add(call);
        }
    }
}
