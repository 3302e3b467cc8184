using Lamina.Compiler;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Where a step finds the map of a sample: in memory, or made on the spot.</summary>
internal abstract unsafe class SampleSource
{
    /// <summary>Whether maps lie in memory.</summary>
    public virtual bool IsStored => false;

    /// <summary>Floats of scratch, in which a sample stays until the next is asked for.</summary>
    public virtual int ScratchFloats => 0;

    /// <summary>What must have run before samples are asked for.</summary>
    public virtual CpuStep[] Preparation => [];

    /// <summary>The map of a sample.</summary>
    public abstract float* Sample(int sample, float* scratch);

    /// <summary>How a cluster's root finds one of its inputs.</summary>
    public static SampleSource Of(Tensor input, Cluster cluster, CpuMemory memory, SimdWidth width) =>
        cluster.Producers.FirstOrDefault(producer => producer.Result == input) is not { } own
            ? new StoredSamples(memory[input], input.Shape[1..].Size)
            : own.Root!.Op is Ops.Convolution
                ? new ConvolvedSamples(own, memory, width)
                : new SpreadSamples(own, memory, width);

    private sealed class StoredSamples(float* first, long floats) : SampleSource
    {
        public override bool IsStored => true;

        public override float* Sample(int sample, float* scratch) => first + (sample * floats);
    }
}
