using System.Reflection;
using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.Parity;

/// <summary>Classes that are compared by their constructors, as no configuration of Keras has them.</summary>
internal static class ConstructorParity
{
    private static readonly (string Keras, string Lamina)[] Words =
        [("lr", "learning_rate"), ("freq", "frequency"), ("dir", "directory"), ("filepath", "file_path"), ("backup_dir", "backup_folder")];

    /// <summary>The row of a class with the same name; null where there is none.</summary>
    public static ParityRow? Compare(KerasName name)
    {
        var type = typeof(Layer).Assembly.GetExportedTypes().FirstOrDefault(type => type.Name == name.Name);
        return type is null ? null : new ParityRow(name.Module, name.Name, type.Name, NotesOf(name, type));
    }

    private static string NotesOf(KerasName name, Type type)
    {
        var given = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).ToLookup(p => Plain(p.Name!));
        var notes = new List<string>();
        foreach (var parameter in name.Parameters.Where(p => !p.Name.StartsWith('*')))
        {
            var own = Spellings(parameter.Name).Select(spelling => given[Plain(spelling)].FirstOrDefault()).FirstOrDefault(p => p is not null);
            if (own is null && !Spellings(parameter.Name).Any(spelling => HasProperty(type, spelling)))
            {
                notes.Add($"no `{parameter.Name}`");
            }
            else if (own is { HasDefaultValue: true } && parameter.HasDefault && !KerasParameter.AreAlike(parameter.Default, DefaultOf(own)))
            {
                notes.Add($"`{parameter.Name}` is {PythonJson.Write(DefaultOf(own))} by default, in Keras {PythonJson.Write(parameter.Default)}");
            }
        }

        return string.Join("; ", notes);
    }

    private static IEnumerable<string> Spellings(string name)
    {
        yield return name;
        foreach (var (keras, lamina) in Words)
        {
            yield return string.Join('_', name.Split('_').Select(word => word == keras ? lamina : word));
            yield return name == keras ? lamina : name;
        }
    }

    private static bool HasProperty(Type type, string name) =>
        type.GetProperties().Any(property => Plain(property.Name) == Plain(name));

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static JsonValue? DefaultOf(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => null,
        bool value => JsonValue.Create(value),
        int value when parameter.ParameterType.IsEnum => JsonValue.Create(Enum.GetName(parameter.ParameterType, value)),
        Enum value => JsonValue.Create(value.ToString()),
        int value => JsonValue.Create(value),
        double value => JsonValue.Create(value),
        var value => JsonValue.Create(value.ToString()),
    };
}
