using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>A <see cref="RecurrentProduct"/> of one row: bound by reading the matrix, which stays as it is.</summary>
internal sealed unsafe class RecurrentVectorProduct<TVector, TLanes>(RecurrentShape shape) : RecurrentProduct
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    public override int BlockColumns => shape.Columns;

    public override int PackedFloats => 0;

    public override float* Prepare(float* matrix, float* packed) => matrix;

    public override void Run(float* prepared, int block, int gate, in RecurrentRows rows)
    {
        VectorArguments v;
        v.Matrix = prepared + ((nint)gate * (shape.Transposed ? shape.Depth : shape.Columns));
        v.Stride = shape.Stride;
        v.X = rows.A;
        v.Depth = shape.Depth;
        v.Init = rows.Init;
        v.InitStep = 1;
        v.Y = rows.C;
        v.Count = shape.Columns;
        if (shape.Transposed)
        {
            MatrixTimesVector<TVector, TLanes>.Run(&v);
        }
        else
        {
            VectorTimesMatrix<TVector, TLanes>.Run(&v);
        }
    }
}
