using System.Diagnostics;
using System.Text.Json;
using Lamina.Formats.Onnx;

namespace Lamina.Tests.Formats.Onnx;

/// <summary>Microsoft's ONNX Runtime for Node.js, where the variable <c>LAMINA_ONNXRUNTIME</c> names the folder that holds
/// <c>onnxruntime-node</c>. One process runs many models.</summary>
internal sealed class OnnxRuntime : IDisposable
{
    private const string Variable = "LAMINA_ONNXRUNTIME";

    // Each job is a model and batches of inputs; each answer, the outputs or what went wrong.
    private const string Script = """
        const fs = require('fs');
        const ort = require(process.env.LAMINA_ONNXRUNTIME + '/onnxruntime-node');
        const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array, int64: BigInt64Array, bool: Uint8Array, uint8: Uint8Array };
        const read = x => { const b = fs.readFileSync(x.file); const A = arrays[x.type];
          return new ort.Tensor(x.type, new A(b.buffer.slice(b.byteOffset, b.byteOffset + b.length)), x.dims); };
        (async () => {
          const answers = [];
          for (const job of JSON.parse(fs.readFileSync('jobs.json'))) {
            try {
              const session = await ort.InferenceSession.create(job.model, { logSeverityLevel: 3, intraOpNumThreads: 1, interOpNumThreads: 1 });
              const batches = [];
              for (const batch of job.batches) {
                const feeds = {};
                for (const [name, x] of Object.entries(batch)) if (session.inputNames.includes(name)) feeds[name] = read(x);
                const results = await session.run(feeds);
                batches.push(session.outputNames.map(name => ({ name, dims: results[name].dims, type: results[name].type,
                  values: Array.from(results[name].data, v => Number.isFinite(Number(v)) ? Number(v) : String(v)) })));
              }
              answers.push({ batches });
              await session.release();
            } catch (e) { answers.push({ error: String(e && e.message || e) }); }
          }
          fs.writeFileSync('answers.json', JSON.stringify(answers));
        })();
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly List<object> _jobs = [];
    private int _files;

    /// <summary>Why models cannot be run here; null where they can.</summary>
    public static string? Missing => Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } modules
        ? $"{Variable} names no folder with onnxruntime-node."
        : !Directory.Exists(Path.Combine(modules, "onnxruntime-node")) ? $"There is no onnxruntime-node in {modules}." : null;

    public void Dispose() => _folder.Dispose();

    /// <summary>Adds a model and what to give it.</summary>
    /// <returns>The number of its answer.</returns>
    public int Add(OnnxModel model, IEnumerable<IReadOnlyDictionary<string, Tensor>> batches)
    {
        var file = $"{_jobs.Count}.onnx";
        OnnxFile.Write(_folder[file], model);
        _jobs.Add(new Dictionary<string, object>
        {
            ["model"] = file,
            ["batches"] = batches.Select(batch => batch.ToDictionary(input => input.Key, input => Save(input.Value))).ToArray(),
        });
        return _jobs.Count - 1;
    }

    /// <summary>Runs all models.</summary>
    public OnnxAnswer[] Run()
    {
        File.WriteAllText(_folder["jobs.json"], JsonSerializer.Serialize(_jobs));
        File.WriteAllText(_folder["run.js"], Script);
        Start("node", "run.js");
        using var answers = JsonDocument.Parse(File.ReadAllText(_folder["answers.json"]));
        return [.. answers.RootElement.EnumerateArray().Select(Answer)];
    }

    /// <summary>What ONNX's own checker says of all models; a line for each, empty where it is content.</summary>
    public string[] Check()
    {
        File.WriteAllText(_folder["check.py"], $"""
            import onnx
            for i in range({_jobs.Count}):
                try:
                    model = onnx.load(f'{"{i}"}.onnx')
                    onnx.checker.check_model(model)
                    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
                    print('')
                except Exception as e: print(str(e).replace('\n', ' '))
            """);
        return Start("/usr/bin/python3", "check.py").Split('\n')[..^1];
    }

    private Dictionary<string, object> Save(Tensor tensor)
    {
        var data = OnnxTensorOf(tensor);
        var file = $"in{_files++}.bin";
        File.WriteAllBytes(_folder[file], data.RawData!.Value.ToArray());
        return new Dictionary<string, object> { ["file"] = file, ["type"] = tensor.DType.KerasName, ["dims"] = data.Dims };
    }

    private static OnnxTensor OnnxTensorOf(Tensor tensor) => Lamina.Formats.Onnx.Export.OnnxAssembly.TensorOf("x", tensor);

    private string Start(string program, string script)
    {
        var start = new ProcessStartInfo(program, script)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }

    private static OnnxAnswer Answer(JsonElement answer) => answer.TryGetProperty("error", out var error)
        ? new OnnxAnswer(error.GetString(), [])
        : new OnnxAnswer(null, [.. answer.GetProperty("batches").EnumerateArray().Select(batch => batch.EnumerateArray().Select(output => new OnnxOutput(
            output.GetProperty("name").GetString()!,
            [.. output.GetProperty("dims").EnumerateArray().Select(axis => axis.GetInt32())],
            [.. output.GetProperty("values").EnumerateArray().Select(Number)])).ToArray())]);

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        "true" => 1,
        "false" => 0,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.NaN,
    };
}

/// <summary>What a model gave: an error, or for each batch its outputs.</summary>
internal sealed record OnnxAnswer(string? Error, OnnxOutput[][] Batches);

/// <summary>An output of a model.</summary>
internal sealed record OnnxOutput(string Name, int[] Shape, double[] Values);
