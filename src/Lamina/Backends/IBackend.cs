using Lamina.Compiler;

namespace Lamina.Backends;

/// <summary>A machine that runs plans.</summary>
internal interface IBackend
{
    /// <summary>Makes a plan ready to run, with memory of its own: different bound plans run at the same time.</summary>
    IBoundPlan Bind(Plan plan);
}

/// <summary>A plan with memory and kernels bound: runs without allocating, looking up or locking.</summary>
internal unsafe interface IBoundPlan
{
    /// <summary>Where to write the parameter at a position, in lanes of 4 bytes; null if the graph does not use it.</summary>
    float* Parameter(int position);

    /// <summary>Where the output at a position lies after a run.</summary>
    float* Output(int position);

    /// <summary>Runs once.</summary>
    /// <returns>False if a check found a value that is not finite; then no variable was changed.</returns>
    bool Run();
}
