using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lamina.Formats.Keras;

namespace Lamina.NN;

/// <summary>Classes and functions of one's own, by the names that files have for them.</summary>
/// <remarks>
/// <para>Files hold names and configurations, never code: what a name stands for is said here. It is given to
/// <c>Model.Load</c>, <c>Model.FromJson</c>, <c>Save</c>, <c>ToJson</c> and <c>Clone</c>, or holds within a
/// <see cref="Scope"/>. A model that was read with it remembers it.</para>
/// <para>Files name a class as Keras names those that are registered, <c>package&gt;Name</c>, so Keras reads them where a class
/// is registered by the same package and name: <c>@keras.saving.register_keras_serializable("package")</c>.</para>
/// <para>What is registered goes before what Lamina knows by the same name. Nothing here is found by reflection: a
/// class's configuration is described by a <c>JsonSerializerContext</c> of the user, or read and written by functions.</para>
/// </remarks>
public sealed partial class CustomObjects
{
    private static readonly AsyncLocal<CustomObjects[]?> Known = new();

    private readonly List<CustomRow> _rows = [];
    private readonly List<CustomFunction> _functions = [];
    private readonly List<LambdaFunction> _lambdas = [];
    private readonly IJsonTypeInfoResolver? _types;
    private readonly string _package;
    private JsonSerializerOptions? _options;

    /// <summary>An empty list, to which classes are added.</summary>
    /// <param name="types">Descriptions of the configurations: the <c>Default</c> of a <c>JsonSerializerContext</c> with a
    /// <c>[JsonSerializable]</c> for each. Their properties stand in files in snake case. Not needed for classes that functions
    /// read and write.</param>
    /// <param name="package">What stands before the names in files, as Keras's <c>register_keras_serializable</c> is
    /// given it.</param>
    public CustomObjects(IJsonTypeInfoResolver? types = null, string package = "Custom")
    {
        ArgumentException.ThrowIfNullOrEmpty(package);
        (_types, _package) = (types, package);
    }

    /// <summary>The names of everything that is registered here.</summary>
    public IReadOnlyList<string> Names =>
        [.. _rows.Select(row => row.Name), .. _functions.Select(function => function.Name), .. _lambdas.Select(lambda => lambda.Name!)];

    /// <summary>Makes everything here known until the scope is disposed, on this flow of control alone: <c>using
    /// (own.Scope()) { model = Model.Load(path); }</c>.</summary>
    public IDisposable Scope()
    {
        var outer = Known.Value;
        Known.Value = [this, .. outer ?? []];
        return new Leaving(outer);
    }

    /// <summary>What is known here and now, innermost first.</summary>
    internal static IReadOnlyList<CustomObjects> Current => Known.Value ?? [];

    /// <summary>Enters the scopes of what a caller gives and of what a model remembers; nothing where both are null.</summary>
    internal static IDisposable Enter(params ReadOnlySpan<CustomObjects?> given)
    {
        var outer = Known.Value;
        var entered = new List<CustomObjects>();
        foreach (var objects in given)
        {
            if (objects is not null && !entered.Contains(objects) && outer?.Contains(objects) != true)
            {
                entered.Add(objects);
            }
        }

        if (entered.Count > 0)
        {
            Known.Value = [.. entered, .. outer ?? []];
        }

        return new Leaving(outer);
    }

    /// <summary>All that is known here and now as one; null where it is nothing.</summary>
    internal static CustomObjects? Together()
    {
        if (Current.Count <= 1)
        {
            return Current is [var only] ? only : null;
        }

        var all = new CustomObjects();
        foreach (var objects in Current)
        {
            all._rows.AddRange(objects._rows);
            all._functions.AddRange(objects._functions);
            all._lambdas.AddRange(objects._lambdas);
        }

        return all;
    }

    /// <summary>The class that a node names; null where none is registered by that name.</summary>
    internal static CustomRow? Find(JsonObject node)
    {
        var (registered, name) = (KerasObject.TextOf(node["registered_name"]), KerasObject.TextOf(node["class_name"]));
        return Current.SelectMany(objects => objects._rows).FirstOrDefault(row =>
            (registered is not null && row.Answers(registered)) || (name is not null && row.Answers(name)));
    }

    /// <summary>The class of a name; null where none is registered by it.</summary>
    internal static CustomRow? Find(string name) =>
        Current.SelectMany(objects => objects._rows).FirstOrDefault(row => row.Answers(name));

    /// <summary>The row that writes an object of some type; null where none is registered.</summary>
    internal static CustomRow? RowOf(Type type) => Current.SelectMany(objects => objects._rows).FirstOrDefault(row => row.Type == type);

    /// <summary>What a function's name stands for; null where none of that kind is registered.</summary>
    internal static T? Function<T>(string name)
        where T : class =>
        Current.SelectMany(objects => objects._functions).Where(function => function.Answers(name)).Select(function => function.Value)
            .OfType<T>().FirstOrDefault();

    /// <summary>The function as which a value is registered; null where it is not.</summary>
    internal static CustomFunction? FunctionOf(object value) =>
        Current.SelectMany(objects => objects._functions).FirstOrDefault(function => function.Value.Equals(value));

    /// <summary>The function of a Lambda layer, by the name of the function or of the layer.</summary>
    internal static LambdaFunction? Lambda(string name) =>
        Current.SelectMany(objects => objects._lambdas)
            .FirstOrDefault(lambda => lambda.Name == name || name.EndsWith($">{lambda.Name}", StringComparison.Ordinal));

    private CustomObjects Add(CustomRow row)
    {
        RefuseTwice(row.Name);
        _rows.Add(row);
        return this;
    }

    private CustomObjects Add(string name, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _functions.Add(new CustomFunction(name, _package, value));
        return this;
    }

    private void RefuseTwice(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_rows.Exists(row => row.Name == name))
        {
            throw new ArgumentException($"'{name}' is registered already; a name in files stands for one class.", nameof(name));
        }
    }

    private sealed class Leaving(CustomObjects[]? outer) : IDisposable
    {
        public void Dispose() => Known.Value = outer;
    }
}
