using Lamina.Ops;

namespace Lamina.Backends.Reference;

/// <summary>Where values come from: constants, variables, counting, random numbers.</summary>
internal static class ReferenceSources
{
    public static double[] Evaluate(SourceOp op) => op switch
    {
        Constant constant => ToDoubles(constant.Data),
        Fill fill => Filled(fill.Type.Shape.Size, fill.Value),
        Iota iota => Counted(iota),
        ReadVariable { Variable: { DType: DType.Int32 } v } => Array.ConvertAll(v.Ints.ToArray(), static x => (double)x),
        ReadVariable { Variable: { DType: DType.Float64 } v } => v.Doubles.ToArray(),
        ReadVariable { Variable: var v } => Array.ConvertAll(v.Floats.ToArray(), static x => (double)x),
        _ => throw new MissingKernelException(op, "reference"),
    };

    public static double[] Uniform(RandomUniform op, long counter)
    {
        var values = new double[op.Shape.Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Philox.UniformAt(op.Key, (ulong)counter, i);
        }

        return values;
    }

    private static double[] ToDoubles(Array data) => data switch
    {
        float[] x => Array.ConvertAll(x, static a => (double)a),
        double[] x => x,
        int[] x => Array.ConvertAll(x, static a => (double)a),
        long[] x => Array.ConvertAll(x, static a => (double)a),
        byte[] x => Array.ConvertAll(x, static a => (double)a),
        bool[] x => Array.ConvertAll(x, static a => a ? 1.0 : 0.0),
        _ => throw new MissingKernelException($"No dtype is made of {data.GetType().GetElementType()}."),
    };

    private static double[] Filled(int size, double value)
    {
        var values = new double[size];
        Array.Fill(values, value);
        return values;
    }

    private static double[] Counted(Iota op)
    {
        var shape = op.Type.Shape;
        var inner = shape[(op.Axis + 1)..].Size;
        var values = new double[shape.Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i / inner % shape[op.Axis];
        }

        return values;
    }
}
