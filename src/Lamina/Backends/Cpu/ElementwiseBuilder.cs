using Lamina.Backends.Cpu.Kernels;
using Lamina.Compiler;
using Lamina.Graphs;
using Lamina.Ops;
using static Lamina.Backends.Cpu.ElementwiseProgram;
using unsafe TileFunction = delegate*<float*, float*, float*, float*, nint, void>;

namespace Lamina.Backends.Cpu;

/// <summary>Turns a cluster's elementwise nodes into a program: picks kernels, fuses products with sums, and gives
/// temporaries their slots.</summary>
internal sealed unsafe class ElementwiseBuilder
{
    private readonly Cluster _cluster;
    private readonly CpuMemory _memory;
    private readonly SimdWidth _width;
    private readonly Tensor? _product;
    private readonly List<Slot> _slots = [];
    private readonly Dictionary<Tensor, int> _slotOf = [];
    private readonly Dictionary<(Tensor Operand, BroadcastPattern Pattern), int> _operands = [];
    private readonly Dictionary<Tensor, int> _usesLeft = [];
    private readonly HashSet<Node> _members;
    private readonly HashSet<Node> _absorbed = [];
    private readonly Dictionary<Node, PatternMatch> _matches = [];
    private readonly List<Instruction> _instructions = [];
    private readonly List<(int From, nint To)> _writeBacks = [];
    private readonly Stack<int> _freeTemporaries = [];
    private int _temporaries;

    private ElementwiseBuilder(Cluster cluster, CpuMemory memory, SimdWidth width, Tensor? product, IEnumerable<Node> nodes)
    {
        (_cluster, _memory, _width, _product) = (cluster, memory, width, product);
        _members = [.. nodes];
    }

    /// <summary>Builds the program.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="memory">Where tensors lie.</param>
    /// <param name="width">The vector width.</param>
    /// <param name="product">The tensor that the cluster's matrix product computes, as the program sees it.</param>
    /// <param name="skip">A node that the product has done already: the addition of a bias.</param>
    /// <param name="productMemory">Where the product is written, if not into scratch.</param>
    public static ElementwiseProgram Build(
        Cluster cluster, CpuMemory memory, SimdWidth width, Tensor? product = null, Node? skip = null, float* productMemory = null)
    {
        var nodes = cluster.Elementwise.Where(node => node != skip).ToList();
        var builder = new ElementwiseBuilder(cluster, memory, width, product, nodes);
        builder.CountUses(nodes);
        builder.FindPatterns(nodes);
        builder.CountUses(nodes);
        if (product is not null)
        {
            builder._slotOf[product] = builder.AddSlot(productMemory is null
                ? new Slot { Kind = SlotKind.Product }
                : new Slot { Kind = SlotKind.Full, Memory = productMemory });
        }

        foreach (var node in nodes)
        {
            builder.Emit(node);
        }

        builder.EmitWriteBacks();
        return new ElementwiseProgram
        {
            Slots = [.. builder._slots],
            Instructions = [.. builder._instructions],
            Temporaries = builder._temporaries,
            Width = width,
        };
    }

    private bool IsOutput(Tensor x) => _cluster.Outputs.Contains(x);

    private void CountUses(List<Node> nodes)
    {
        _usesLeft.Clear();
        foreach (var input in nodes.Where(node => !IsAlias(node) && !_absorbed.Contains(node)).SelectMany(Operands))
        {
            _usesLeft[input] = _usesLeft.GetValueOrDefault(input) + 1;
        }
    }

    // From the last node to the first, so that the larger pattern, which ends later, takes the inner nodes.
    private void FindPatterns(List<Node> nodes)
    {
        var patterns = new ElementwisePatterns(Source, x =>
            _members.Contains(x.Node) && _usesLeft[x] == 1 && !IsOutput(x) && x != _product && !_absorbed.Contains(x.Node));
        foreach (var node in Enumerable.Reverse(nodes))
        {
            if (!_absorbed.Contains(node) && patterns.Find(node) is { } match)
            {
                _matches.Add(node, match);
                _absorbed.UnionWith(match.Absorbed);
            }
        }
    }

    private void Emit(Node node)
    {
        if (_absorbed.Contains(node))
        {
            return;
        }

        if (node.Op is RandomUniform random)
        {
            _slotOf[node.Output] = AddSlot(new Slot
            {
                Kind = SlotKind.Random,
                Memory = _memory[node.Inputs[0]],
                Key = random.Key,
                // Filled at the tile's start, so nothing may have used it before.
                Temporary = _temporaries++,
            });
            if (IsOutput(node.Output))
            {
                Write(node, Elementwise.Unary<CopyKernel>(_width), [_slotOf[node.Output]], []);
            }

            return;
        }

        if (IsAlias(node))
        {
            return;
        }

        var operands = Operands(node);
        var slots = operands.Select(input => SlotOf(input, node)).ToArray();
        var (a, b, c) = (IsScalar(slots, 0), IsScalar(slots, 1), IsScalar(slots, 2));
        var function = ElementwiseTable.KeepsLanes(node) ? Elementwise.Unary<CopyKernel>(_width)
            : _matches.TryGetValue(node, out var match) ? ElementwisePatterns.Choose(match.Kernel, _width, a, b, c)
            : ElementwiseTable.Find(node, _width, a, b, c);
        Write(node, function, slots, operands);
    }

    private Tensor[] Operands(Node node) =>
        _matches.TryGetValue(node, out var match) ? match.Operands : [.. node.Inputs.Select(Source)];

    // A node that changes nothing in the lanes is only another name for its input.
    private bool IsAlias(Node node) => ElementwiseTable.KeepsLanes(node) && !IsOutput(node.Output);

    private Tensor Source(Tensor x)
    {
        while (_members.Contains(x.Node) && IsAlias(x.Node))
        {
            x = x.Node.Inputs[0];
        }

        return x;
    }

    private bool IsScalar(int[] slots, int operand) =>
        operand < slots.Length && _slots[slots[operand]].Kind == SlotKind.Scalar;

    // Operands that are read for the last time give their temporaries back before the target takes one: kernels may work
    // in place.
    private void Write(Node node, TileFunction function, int[] slots, IReadOnlyList<Tensor> operands)
    {
        foreach (var operand in operands)
        {
            Release(operand);
        }

        var output = node.Output;
        int target;
        if (IsOutput(output))
        {
            var memory = _memory[output];
            target = AddSlot(new Slot { Kind = SlotKind.Full, Memory = memory });
            if (IsReadLater(memory, output))
            {
                // The old values at the target are still needed: write them at the end.
                _slots[target] = new Slot { Kind = SlotKind.Temporary, Temporary = TakeTemporary() };
                _writeBacks.Add((target, (nint)memory));
            }
        }
        else
        {
            target = AddSlot(new Slot { Kind = SlotKind.Temporary, Temporary = TakeTemporary() });
        }

        _slotOf[output] = target;
        var a = slots[0];
        _instructions.Add(new Instruction
        {
            Function = function,
            A = a,
            B = slots.Length > 1 ? slots[1] : a,
            C = slots.Length > 2 ? slots[2] : a,
            Target = target,
        });
    }

    private bool IsReadLater(float* memory, Tensor writer)
    {
        foreach (var (tensor, uses) in _usesLeft)
        {
            if (uses > 0 && tensor != writer && !_members.Contains(tensor.Node) && tensor.Op is not Fill
                && Cluster.SpaceOf(tensor.Shape) == _cluster.Space)
            {
                var at = tensor == _product ? _slots[_slotOf[tensor]].Memory : _memory[tensor];
                if (at == memory)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void EmitWriteBacks()
    {
        var copy = Elementwise.Unary<CopyKernel>(_width);
        foreach (var (from, to) in _writeBacks)
        {
            var target = AddSlot(new Slot { Kind = SlotKind.Full, Memory = (float*)to });
            _instructions.Add(new Instruction { Function = copy, A = from, B = from, C = from, Target = target });
        }
    }

    private void Release(Tensor operand)
    {
        if (--_usesLeft[operand] == 0 && _slotOf.TryGetValue(operand, out var slot)
            && _slots[slot].Kind == SlotKind.Temporary && !IsOutput(operand))
        {
            _freeTemporaries.Push(_slots[slot].Temporary);
        }
    }

    private int TakeTemporary() => _freeTemporaries.TryPop(out var free) ? free : _temporaries++;

    private int AddSlot(Slot slot)
    {
        _slots.Add(slot);
        return _slots.Count - 1;
    }

    private int SlotOf(Tensor operand, Node user)
    {
        if (_slotOf.TryGetValue(operand, out var known))
        {
            return known;
        }

        // By its pattern too: a column of [4, 4] is a row of [4, 4, 1], and one kernel may run over both.
        var pattern = PatternOf(operand, user);
        if (!_operands.TryGetValue((operand, pattern), out var slot))
        {
            _operands.Add((operand, pattern), slot = AddSlot(Operand(operand, pattern, user.Output.Shape)));
        }

        return slot;
    }

    // Loops of one operand step through it, so one number is a row of one that repeats.
    private static BroadcastPattern PatternOf(Tensor operand, Node user)
    {
        var to = user.Output.Shape;
        var pattern = operand.Op is Fill && to.Size > 1
            ? new BroadcastPattern(BroadcastKind.Scalar)
            : BroadcastPattern.Of(operand.Shape, to);
        return pattern.Kind == BroadcastKind.Scalar && user.Inputs.Length == 1
            ? new BroadcastPattern(BroadcastKind.Row, 1)
            : pattern;
    }

    private Slot Operand(Tensor operand, BroadcastPattern pattern, Shape to)
    {
        var memory = operand.Op is Fill fill
            ? _memory.Constant(new Fill(new TensorType(Shape.Scalar, fill.Type.DType), fill.Value)).Pointer
            : _memory[operand];
        return pattern.Kind switch
        {
            BroadcastKind.Full => new Slot { Kind = SlotKind.Full, Memory = memory },
            BroadcastKind.Scalar => new Slot { Kind = SlotKind.Scalar, Memory = memory },
            BroadcastKind.Row => Spread(SlotKind.Row),
            BroadcastKind.Column => Spread(SlotKind.Column),
            _ => throw new InvalidOperationException($"{operand} broadcasts to {to} in no plain way: an error in LowerBroadcasts."),
        };

        Slot Spread(SlotKind kind) =>
            new() { Kind = kind, Memory = memory, Period = pattern.Period, Temporary = _temporaries++ };
    }
}
