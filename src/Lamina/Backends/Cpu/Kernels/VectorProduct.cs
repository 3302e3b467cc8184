namespace Lamina.Backends.Cpu.Kernels;

/// <summary>A product whose C is one row or one column: a matrix times a vector, from either side.</summary>
internal sealed unsafe class VectorProduct<TVector, TLanes> : Product
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    private readonly delegate*<VectorArguments*, void> _run;
    private readonly bool _matrixIsA;
    private readonly bool _isZero;
    private readonly int _initStep;
    private readonly nint _rowStep;
    private readonly nint _stride;
    private readonly int _depth;

    public VectorProduct(in MatMulShape shape)
    {
        // Of one column, B is the vector and A the matrix; of one row, the other way round.
        _matrixIsA = shape.N == 1;
        var alongRows = _matrixIsA ? !shape.TransposeA : shape.TransposeB;
        _run = alongRows ? &MatrixTimesVector<TVector, TLanes>.Run : &VectorTimesMatrix<TVector, TLanes>.Run;
        _stride = alongRows ? shape.K : _matrixIsA ? shape.M : shape.N;
        _rowStep = alongRows ? shape.K : 1;
        _depth = shape.K;
        _isZero = shape.Init == Init.Zero;
        _initStep = _isZero || (shape.Init == Init.Row && shape.N == 1) ? 0 : 1;
    }

    public override void Run(in Block block, float* a, float* b, float* init, float* c, float* scratch)
    {
        var first = _matrixIsA ? block.Row : block.Column;
        VectorArguments v;
        v.Matrix = (_matrixIsA ? a : b) + (first * _rowStep);
        v.Stride = _stride;
        v.X = _matrixIsA ? b : a;
        v.Depth = _depth;
        v.Init = _isZero ? Zeros : init + (first * _initStep);
        v.InitStep = _initStep;
        v.Y = c + first;
        v.Count = _matrixIsA ? block.Rows : block.Columns;
        _run(&v);
    }
}
