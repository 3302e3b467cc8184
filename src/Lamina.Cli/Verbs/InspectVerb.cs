using System.CommandLine;
using Lamina.Cli.Inspection;

namespace Lamina.Cli.Verbs;

/// <summary><c>lamina inspect FILE</c>: shows what is in a file, without making a model of it.</summary>
internal sealed class InspectVerb(Streams streams)
{
    private readonly Argument<string?> _file = Arguments.Optional("FILE", "A file: .keras, .h5, .npz, .npy, .safetensors, .onnx");
    private readonly Option<bool> _json = Words.Json();

    public Command ToCommand()
    {
        var command = new Command("inspect", "Shows what is in a file: names, types, shapes, attributes.") { _file, _json };
        command.SetAction(parsed => Run(
            Arguments.Read(parsed, _file)[0] ?? throw new UsageException("inspect needs a file, such as: lamina inspect model.h5", "inspect"),
            parsed.GetValue(_json)));
        return command;
    }

    private int Run(string path, bool isJson)
    {
        var contents = Inspector.Inspect(ModelFile.Existing(path));
        var bytes = File.Exists(path) ? new FileInfo(path).Length : 0;
        ContentsText.Write(isJson ? streams.Error : streams.Output, path, bytes, contents);
        if (isJson)
        {
            streams.Output.WriteLine(ContentsText.ToJson(path, bytes, contents).ToJsonString());
        }

        return 0;
    }
}
