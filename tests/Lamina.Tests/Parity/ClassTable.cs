using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.Parity;

/// <summary>What stands for each name of Keras's modules of classes: found in the registry that reads Keras's
/// configurations, but for the names below.</summary>
internal static class ClassTable
{
    /// <summary>The modules, in the order of the table.</summary>
    public static readonly string[] Modules =
    [
        "layers", "losses", "metrics", "optimizers", "optimizers.schedules", "callbacks", "initializers", "regularizers",
        "constraints", "activations",
    ];

    // Names that no configuration has.
    private static readonly ParityRow[] Others =
    [
        new("layers", "Layer", "Layer", "to derive from; also `Layer<TConfig>`"),
        new("layers", "Input", "Input", "`new Input(64).Output` is the placeholder"),
        new("layers", "InputSpec", "Layer.InputSpecs", "what `Build` says of later inputs"),
        new("layers", "Wrapper", "Wrapper", ""),
        new("layers", "JaxLayer", null, "wraps another framework"),
        new("layers", "FlaxLayer", null, "wraps another framework"),
        new("layers", "TFSMLayer", null, "wraps another framework"),
        new("layers", "TorchModuleWrapper", null, "wraps another framework"),
        new("layers", "serialize", "KerasObject.Write", ""),
        new("layers", "deserialize", "KerasObject.Read", ""),
        new("losses", "Loss", "Loss", "to derive from"),
        new("metrics", "Metric", "Metric", "to derive from"),
        new("metrics", "MeanMetricWrapper", "MeanMetricWrapper", "of a function of target and prediction"),
        new("optimizers", "Optimizer", "Optimizer", "to derive from"),
        new("optimizers", "OptimizerMap", "OptimizerMap", ""),
        new("optimizers.schedules", "LearningRateSchedule", "LearningRateSchedule", "to derive from"),
        new("initializers", "Initializer", "Initializer", "to derive from"),
        new("regularizers", "Regularizer", "Regularizer", "to derive from"),
        new("constraints", "Constraint", "Constraint", "to derive from"),
        new("activations", "threshold", "ThresholdActivation", ""),
        new("callbacks", "Callback", "Callback", "to derive from"),
        new("callbacks", "LambdaCallback", "LambdaCallback", "the functions are properties, such as `EpochEnd`"),
        new("callbacks", "CallbackList", null, "`Fit` takes a list of callbacks"),
        new("callbacks", "History", "History", "what `Fit` returns"),
        new("callbacks", "ProgbarLogger", "ProgressBar", "`verbose: 1` and 2"),
        new("callbacks", "OrbaxCheckpoint", null, "writes the format of another framework; `BackupAndRestore` does its work"),
    ];

    /// <summary>A row for each name of a module.</summary>
    public static IEnumerable<ParityRow> Rows(string module) => KerasNames.Of(module).Select(name =>
        Others.FirstOrDefault(row => row.Module == module && row.Keras == name.Name)
        ?? (name.IsClass ? OfClass(name) : OfFunction(name))
        ?? new ParityRow(module, name.Name, null, "not there"));

    private static ParityRow? OfClass(KerasName name)
    {
        if (name.Module == "callbacks")
        {
            return ConstructorParity.Compare(name);
        }

        var row = KerasJson.Classes.FirstOrDefault(row => row.Module == $"keras.{name.Module}"
            && row.Aliases.Prepend(row.Name).Intersect(name.Aliases.Prepend(name.Name)).Any());
        return row is null ? null : new ParityRow(name.Module, name.Name, NameOf(row.Type), NotesOf(name, row));
    }

    private static string NameOf(Type record) =>
        record.IsAssignableTo(typeof(LayerConfig)) ? record.Name[..^"Config".Length] : record.Name;

    private static string NotesOf(KerasName name, KerasClass row)
    {
        var defaults = row.Write(row.Defaults);
        var notes = new List<string>();
        foreach (var parameter in name.Parameters.Where(p => p.Name is not ("name" or "dtype") && !p.Name.StartsWith('*')))
        {
            var key = row.Keys.FirstOrDefault(key => key.Name == parameter.Name);
            if (key is null)
            {
                notes.Add($"no `{parameter.Name}`");
            }
            else if (key.Property is null)
            {
                notes.Add($"`{parameter.Name}` only as {PythonJson.Write(parameter.Default)}");
            }
            else if (IsRequired(row.Type, parameter.Name))
            {
                notes.AddRange(parameter.HasDefault ? [$"`{parameter.Name}` has no default"] : []);
            }
            else if (parameter.HasDefault && defaults.TryGetPropertyValue(key.Name, out var own)
                && !KerasParameter.AreAlike(parameter.Default, own) && !(parameter.Default is null && own is JsonArray))
            {
                notes.Add($"`{parameter.Name}` is {PythonJson.Write(own)} by default, in Keras {PythonJson.Write(parameter.Default)}");
            }
        }

        return string.Join("; ", notes);
    }

    private static bool IsRequired(Type record, string parameter) =>
        record.GetProperty(Pascal(parameter))?.IsDefined(typeof(RequiredMemberAttribute), inherit: true) ?? false;

    private static ParityRow? OfFunction(KerasName name) => name switch
    {
        { Name: "get" } => new(name.Module, "get", $"{Singular(name.Module)}.Get", "a string stands where the object is asked for, too"),
        { Name: "serialize" } => new(name.Module, "serialize", "KerasObject.Write", ""),
        { Name: "deserialize" } => new(name.Module, "deserialize", "KerasObject.Read", ""),
        { Module: "losses" } => Named(name, Loss.Get(name.Name), "PerSample"),
        { Module: "metrics" } => Named(name, KerasNames.Of("losses").Any(loss => loss.Name == name.Name) ? Loss.Get(name.Name) : Metric.Get(name.Name), null),
        { Module: "activations" } => new(name.Module, name.Name, $"Activation.{Pascal(name.Name)}", ""),
        { Module: "layers" } => new(name.Module, name.Name, $"Merge.{Pascal(name.Name)}", ""),
        _ => null,
    };

    private static ParityRow Named(KerasName name, object value, string? member) => new(
        name.Module, name.Name, value.GetType().Name + (member is null ? "" : $".{member}"), "");

    private static string Pascal(string name) =>
        string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Singular(string module) => module switch
    {
        "losses" => nameof(Loss),
        "metrics" => nameof(Metric),
        "activations" => nameof(Activation),
        "optimizers" => nameof(Optimizer),
        "initializers" => nameof(Initializer),
        "regularizers" => nameof(Regularizer),
        _ => nameof(Constraint),
    };
}
