using System.Reflection;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Makes an ONNX model of a model's prediction.</summary>
/// <remarks>The ops of prediction are traced, not the layers, so whatever a layer is made of is exported. See
/// docs/decisions/0019.</remarks>
internal static class OnnxExport
{
    /// <summary>The version of ONNX's operators that is written: the first with layer normalization.</summary>
    public const int Opset = 17;

    // What came with that version.
    private const int IrVersion = 8;

    /// <summary>The model in ONNX's records.</summary>
    /// <exception cref="NotSupportedException">ONNX cannot say what the model does.</exception>
    public static OnnxModel Of(Model model)
    {
        Check(model);
        var traces = Trace(model);
        var emitter = new OnnxEmitter(traces.Grid);
        var inputs = Enter(model, traces, emitter);
        OnnxOps.Write(emitter, traces.Graph);
        return new OnnxModel
        {
            IrVersion = IrVersion,
            OpsetImport = [new OnnxOperatorSet("", Opset)],
            ProducerName = "Lamina",
            ProducerVersion = typeof(OnnxExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Graph = OnnxAssembly.Run(model, traces, emitter, inputs),
        };
    }

    private static void Check(Model model)
    {
        if (!model.IsConnected)
        {
            throw new InvalidOperationException(
                $"'{model.Name}' is not built, so it cannot be exported: its layers have no weights until the shape of the input is known."
                + "\n  hint: begin with an Input, or call Build or Predict first.");
        }

        var call = model.HasGraph ? model.Graph.Calls.FirstOrDefault(call => call.Layer.HostUse == HostUse.Always) : null;
        if (call is not null)
        {
            throw new NotSupportedException(
                $"'{call.Layer.Name}' ({call.Layer.KerasName}) cannot be exported to ONNX: it reads values, such as strings, in .NET before"
                + " the plan runs."
                + "\n  hint: apply that layer to the data, and export a model that begins behind it.");
        }
    }

    // Axes that are unknown in several inputs are tried as lengths of their own first: they may be the same only by chance.
    private static TraceSet Trace(Model model)
    {
        string?[][] own = [.. model.Inputs.Select(entry => Axes(entry, axis => $"{entry.Name}_{axis}"))];
        try
        {
            return TraceSet.Of(model, own);
        }
        catch (ArgumentException) when (own.SelectMany(input => input).OfType<string>().Distinct().Count() > 2)
        {
            return TraceSet.Of(model, [.. model.Inputs.Select(entry => Axes(entry, static axis => $"axis_{axis}"))]);
        }

        static string?[] Axes(KerasTensor entry, Func<int, string> name) =>
            [.. entry.Shape.Select((length, axis) => length != Shape.Unknown ? null : axis == 0 ? "batch" : name(axis))];
    }

    // A whole number of 64 bits comes in as such; models compute with 32.
    private static List<OnnxValueInfo> Enter(Model model, TraceSet traces, OnnxEmitter emitter)
    {
        var inputs = new List<OnnxValueInfo>();
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            var entry = model.Inputs[i];
            Length[] shape = [.. entry.Shape.Select((length, axis) => traces.LengthOf(i, axis))];
            var value = emitter.Input($"%in{i}", shape, entry.DType);
            inputs.Add(new OnnxValueInfo(entry.Name, OnnxAssembly.TypeOf(traces.Grid, shape, entry.DType)));
            if (traces.Graph.Nodes.FirstOrDefault(node => node.Op is Parameter { Position: var at } && at == i) is { } node)
            {
                emitter[node] = node.DType == entry.DType ? value : OnnxOps.Cast(emitter, value, node.DType);
            }
        }

        return inputs;
    }
}
