using System.Text;

namespace Lamina.Tests.Formats.PyTorch;

/// <summary>What PyTorch makes of all cases, in one run: <c>N.written.safetensors</c> in the order of its modules,
/// <c>N.sorted.safetensors</c>, <c>N.x.npy</c> and <c>N.y.npy</c>.</summary>
public sealed class TorchFiles : IDisposable
{
    private const string Begin = """
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
        def case(n, net, x, output, turn):
            for name, p in [*net.named_parameters(), *net.named_buffers()]:
                if p.is_floating_point(): p.data = T.rand_like(p) * 0.6 + 0.2 if 'var' in name else T.randn_like(p) * 0.4
            net.eval()
            y = output(net(x))
            state = {k: v.numpy() for k, v in net.state_dict().items()}
            write(f'{n}.written.safetensors', state)
            write(f'{n}.sorted.safetensors', dict(sorted(state.items(), key=lambda kv: (-kv[1].itemsize, kv[0]))))
            if turn and x.dim() > 2 and x.is_floating_point() and not isinstance(net, Last): x = x.movedim(1, -1)
            np.save(f'{n}.x.npy', x.numpy().copy())
            np.save(f'{n}.y.npy', np.ascontiguousarray(y.detach().numpy()))
        T.manual_seed(1)

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _output;

    public TorchFiles() => _output = new(() => Python.Run(_folder.Path, Python.SafeTensors + Begin + Script()));

    public void Dispose() => _folder.Dispose();

    /// <summary>A file of a case; skips the test where PyTorch is missing.</summary>
    public string this[TorchCase c, string name] => _output.Value.Length == 0
        ? _folder[$"{Array.IndexOf(TorchCases.Table, c)}.{name}"]
        : throw new InvalidOperationException(_output.Value);

    private static string Script()
    {
        var script = new StringBuilder();
        foreach (var (n, c) in TorchCases.Table.Index())
        {
            script.Append($"case({n}, {c.Module.Trim()}, {c.Input}, lambda y: {c.Output}, {(c.IsChannelsFirst ? "False" : "True")})\n");
        }

        return script.ToString();
    }
}
