using Lamina.Formats.Numpy;
using Lamina.Formats.SafeTensors;
using Lamina.NN;

namespace Lamina.Tests.Formats.PyTorch;

public sealed class NameMapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<TorchCase> Cases => new(TorchCases.Table);

    public void Dispose() => _folder.Dispose();

    [SkippableTheory, MemberData(nameof(Cases))]
    public void PyTorchs_networks_predict_alike(TorchCase c)
    {
        Python.Run(_folder.Path, Python.SafeTensors + $$"""
            import numpy as np, torch as T, torch.nn as nn
            class Net(nn.Module):
                def __init__(self, **parts):
                    super().__init__()
                    for name, part in parts.items(): setattr(self, name, part)
                def forward(self, x):
                    for part in self.children(): x = part(x)
                    return x
            class Last(nn.Module):
                def __init__(self, rnn):
                    super().__init__()
                    self.rnn = rnn
                def forward(self, x): return self.rnn(x)[0][:, -1]
            class All(Last):
                def forward(self, x): return self.rnn(x)[0]
            T.manual_seed(1)
            net = {{c.Module.Trim()}}
            for name, p in [*net.named_parameters(), *net.named_buffers()]:
                if p.is_floating_point(): p.data = T.rand_like(p) * 0.6 + 0.2 if 'var' in name else T.randn_like(p) * 0.4
            net.eval()
            x = {{c.Input}}
            y = net(x)
            y = {{c.Output}}
            state = {k: v.numpy() for k, v in net.state_dict().items()}
            write('written.safetensors', state)
            write('sorted.safetensors', dict(sorted(state.items(), key=lambda kv: (-kv[1].itemsize, kv[0]))))
            if x.dim() > 2 and x.is_floating_point() and not isinstance(net, Last): x = x.movedim(1, -1) if {{(c.Name == "channels first" ? "False" : "True")}} else x
            np.save('x.npy', x.numpy().copy()); np.save('y.npy', np.ascontiguousarray(y.detach().numpy()))
            """);
        var expected = NpyFile.Read(_folder["y.npy"]);
        foreach (var file in new[] { "written.safetensors", "sorted.safetensors" })
        {
            var model = c.Model();
            Load(model, _folder[file], c.Layers is null ? NameMap.PyTorch : NameMap.PyTorchOf(c.Layers));
            var y = model.Predict(NpyFile.Read(_folder["x.npy"]));
            Assert.Equal(expected.Shape, y.Shape);
            Near.Assert(expected.ToArray<double>(), y.ToArray<double>(), Near.Formula, file);
        }
    }

    private static void Load(Model model, string path, NameMap map)
    {
        using var reader = SafeTensorsReader.Open(path);
        var loaded = map.Apply([.. reader.Tensors.Select(t => new Lamina.Formats.NamedTensor(t.Name, t.DType, Shape.Create([.. t.Axes.Select(a => (int)a)]), () => reader.Read(t.Name)))], model, path);
        var variables = model.Weights.ToDictionary(weight => weight.Path);
        Assert.Equal(variables.Keys.Order(), loaded.Select(tensor => tensor.Name).Order());
        foreach (var tensor in loaded)
        {
            var value = tensor.Read();
            Assert.Equal(variables[tensor.Name].Shape, value.Shape);
            variables[tensor.Name].Set(value.Evaluate().Data());
        }
    }
}
