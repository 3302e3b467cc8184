using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Convolutions and pooling in plain loops.</summary>
internal sealed unsafe class WindowLoops : CpuStep
{
    private readonly Op _op;
    private readonly int[] _table;
    private readonly int _batch;
    private readonly int _places;
    private readonly int _windows;
    private readonly int _elements;
    private readonly int _channels;
    private readonly int _filters;
    private readonly int _groups;
    private readonly bool _countPadding;
    private readonly int _size;
    private readonly float* _x;
    private readonly float* _w;
    private readonly float* _y;

    public WindowLoops(Node node, CpuMemory memory)
    {
        _op = node.Op;
        var a = memory[node.Inputs[0]];
        var b = node.Inputs.Length > 1 ? memory[node.Inputs[1]] : null;
        var c = memory[node.Output];
        _x = node.Op is TransposedConvolution or AveragePoolSpread ? c : a;
        _w = node.Op is KernelConvolution or MaxPoolSpread ? c : b;
        _y = node.Op is TransposedConvolution or AveragePoolSpread ? a : node.Op is KernelConvolution or MaxPoolSpread ? b : c;
        var map = node.Op is TransposedConvolution or AveragePoolSpread ? node.Output.Shape : node.Inputs[0].Shape;
        var windows = node.Op switch
        {
            ConvolutionOp op => op.Windows,
            MaxPool op => op.Windows,
            MaxPoolPick op => op.Windows,
            MaxPoolSpread op => op.Windows,
            AveragePool op => op.Windows,
            AveragePoolSpread op => op.Windows,
            _ => throw new MissingKernelException(node, "CPU"),
        };
        _countPadding = node.Op is AveragePool { CountPadding: true } or AveragePoolSpread { CountPadding: true };
        _groups = (node.Op as ConvolutionOp)?.Groups ?? 1;
        _filters = node.Op switch
        {
            Convolution => node.Output.Shape[^1],
            TransposedConvolution => node.Inputs[0].Shape[^1],
            KernelConvolution => node.Inputs[1].Shape[^1],
            _ => map[^1],
        };
        _table = windows.PlacesOf(map[1..^1]);
        _elements = windows.Elements;
        _windows = _table.Length / _elements;
        _places = map[1..^1].Size;
        _batch = map[0];
        _channels = map[^1];
        _size = node.Output.Shape.Size;
        Units = node.Op is KernelConvolution ? 1 : _batch;
        Cost = 1e9;
    }

    public override void Run(int unit, float* scratch)
    {
        var output = _op switch
        {
            Convolution or AveragePool or MaxPool or MaxPoolPick => _y,
            KernelConvolution or MaxPoolSpread => _w,
            _ => _x,
        };
        var clear = _size / Units;
        new Span<float>(output + ((long)unit * clear), clear).Clear();
        for (var sample = unit; sample < (Units == 1 ? _batch : unit + 1); sample++)
        {
            for (var window = 0; window < _windows; window++)
            {
                if (_op is ConvolutionOp)
                {
                    Convolve(sample, window);
                }
                else if (_op is AveragePool or AveragePoolSpread)
                {
                    Average(sample, window);
                }
                else
                {
                    Largest(sample, window);
                }
            }
        }
    }

    private void Convolve(int sample, int window)
    {
        var (seen, own) = (_channels / _groups, _filters / _groups);
        var y = _y + ((((long)sample * _windows) + window) * _filters);
        for (var e = 0; e < _elements; e++)
        {
            var place = _table[(window * _elements) + e];
            for (var channel = 0; place >= 0 && channel < seen; channel++)
            {
                var w = _w + ((((long)e * seen) + channel) * _filters);
                for (var group = 0; group < _groups; group++)
                {
                    var x = _x + ((((long)sample * _places) + place) * _channels) + (group * seen) + channel;
                    for (var filter = group * own; filter < (group + 1) * own; filter++)
                    {
                        switch (_op)
                        {
                            case Convolution:
                                y[filter] += *x * w[filter];
                                break;
                            case TransposedConvolution:
                                *x += y[filter] * w[filter];
                                break;
                            default:
                                w[filter] += *x * y[filter];
                                break;
                        }
                    }
                }
            }
        }
    }

    private void Average(int sample, int window)
    {
        var table = _table.AsSpan(window * _elements, _elements);
        var count = Math.Max(1, table.Length - (_countPadding ? 0 : table.Count(-1)));
        var y = _y + ((((long)sample * _windows) + window) * _channels);
        for (var channel = 0; channel < _channels; channel++)
        {
            foreach (var place in table)
            {
                if (place >= 0)
                {
                    var x = _x + ((((long)sample * _places) + place) * _channels) + channel;
                    if (_op is AveragePool)
                    {
                        y[channel] += *x / count;
                    }
                    else
                    {
                        *x += y[channel] / count;
                    }
                }
            }
        }
    }

    private void Largest(int sample, int window)
    {
        var table = _table.AsSpan(window * _elements, _elements);
        var y = _y + ((((long)sample * _windows) + window) * _channels);
        for (var channel = 0; channel < _channels; channel++)
        {
            var best = -1L;
            foreach (var place in table)
            {
                if (place >= 0)
                {
                    var at = ((((long)sample * _places) + place) * _channels) + channel;
                    best = best < 0 || !(_x[best] >= _x[at] || float.IsNaN(_x[best])) ? at : best;
                }
            }

            switch (_op)
            {
                case MaxPool:
                    y[channel] = best < 0 ? float.NegativeInfinity : _x[best];
                    break;
                case MaxPoolPick:
                    y[channel] = best < 0 ? 0 : _w[best];
                    break;
                default:
                    if (best >= 0)
                    {
                        _w[best] += y[channel];
                    }

                    break;
            }
        }
    }
}
