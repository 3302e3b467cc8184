using unsafe TileFunction = delegate*<float*, float*, float*, float*, nint, void>;

namespace Lamina.Backends.Cpu;

/// <summary>A chain of elementwise kernels, run tile by tile so that what lies between them stays in the first-level
/// cache.</summary>
/// <remarks>All values of a tile are lanes of 4 bytes in slots. Operands of the full shape are read where they lie;
/// vectors that broadcast are spread into a temporary slot once a tile; scalars stay scalars.</remarks>
internal sealed unsafe class ElementwiseProgram
{
    /// <summary>Elements in a tile. Eight slots of 1024 floats fill a first-level cache of 32 KB.</summary>
    public const int TileSize = 1024;

    /// <summary>Where a slot's values come from.</summary>
    public enum SlotKind
    {
        /// <summary>A tensor of the full shape, read or written in place.</summary>
        Full,

        /// <summary>One number.</summary>
        Scalar,

        /// <summary>A vector that repeats: element i of the space reads element i mod period.</summary>
        Row,

        /// <summary>A vector each of whose elements is repeated: element i of the space reads element i / repeat.</summary>
        Column,

        /// <summary>Random numbers, by their place.</summary>
        Random,

        /// <summary>An intermediate value.</summary>
        Temporary,

        /// <summary>The block that a matrix product has just computed.</summary>
        Product,
    }

    public required Slot[] Slots { get; init; }

    public required Instruction[] Instructions { get; init; }

    /// <summary>How many tiles of temporaries a worker's scratch must hold.</summary>
    public required int Temporaries { get; init; }

    public required SimdWidth Width { get; init; }

    public int ScratchFloats => Temporaries * TileSize;

    /// <summary>Runs over <paramref name="count"/> elements of the space from <paramref name="start"/>.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="count">How many elements.</param>
    /// <param name="scratch">Room for the temporaries.</param>
    /// <param name="product">Where element 0 of the matrix product's result would lie; null if there is none.</param>
    public void Run(long start, long count, float* scratch, float* product)
    {
        var slots = Slots;
        var pointers = stackalloc float*[slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            ref readonly var slot = ref slots[i];
            pointers[i] = slot.Kind switch
            {
                SlotKind.Full => slot.Memory + start,
                SlotKind.Scalar => slot.Memory,
                SlotKind.Product => product + start,
                _ => scratch + (slot.Temporary * TileSize),
            };
        }

        while (count > 0)
        {
            var n = (int)Math.Min(count, TileSize);
            Load(start, n, pointers);
            foreach (ref readonly var i in Instructions.AsSpan())
            {
                i.Function(pointers[i.A], pointers[i.B], pointers[i.C], pointers[i.Target], n);
            }

            start += n;
            count -= n;
            if (count > 0)
            {
                Advance(pointers, n);
            }
        }
    }

    private void Load(long start, int n, float** pointers)
    {
        foreach (ref readonly var slot in Slots.AsSpan())
        {
            switch (slot.Kind)
            {
                case SlotKind.Row:
                    Kernels.Expand.RowVector(slot.Memory, slot.Period, (int)(start % slot.Period), *pointers, n, Width);
                    break;
                case SlotKind.Column:
                    Kernels.Expand.ColumnVector(slot.Memory, slot.Period, start, *pointers, n, Width);
                    break;
                case SlotKind.Random:
                    Kernels.PhiloxFill.Uniform(*pointers, start, n, slot.Key, (uint)*(int*)slot.Memory, Width);
                    break;
            }

            pointers++;
        }
    }

    private void Advance(float** pointers, int n)
    {
        foreach (ref readonly var slot in Slots.AsSpan())
        {
            if (slot.Kind is SlotKind.Full or SlotKind.Product)
            {
                *pointers += n;
            }

            pointers++;
        }
    }

    /// <summary>One value of a tile.</summary>
    public readonly struct Slot
    {
        public SlotKind Kind { get; init; }

        public float* Memory { get; init; }

        /// <summary>Elements until a row repeats, or how often a column's element is repeated.</summary>
        public int Period { get; init; }

        /// <summary>Which tile of the scratch holds it.</summary>
        public int Temporary { get; init; }

        /// <summary>The key of random numbers, whose counter lies at <see cref="Memory"/>.</summary>
        public ulong Key { get; init; }
    }

    /// <summary>One kernel call: target = function(a, b, c).</summary>
    public readonly struct Instruction
    {
        public required TileFunction Function { get; init; }

        public required int A { get; init; }

        public required int B { get; init; }

        public required int C { get; init; }

        public required int Target { get; init; }
    }
}
