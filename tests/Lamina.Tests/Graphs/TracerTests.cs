using Lamina.Graphs;

namespace Lamina.Tests.Graphs;

public sealed class TracerTests
{
    [Fact]
    public void Path_grows_and_shrinks_with_the_scopes()
    {
        Assert.Equal("", Tracer.CurrentPath);
        using (Tracer.Enter("mnist"))
        {
            using (Tracer.Enter("dense_2 (Dense)"))
            {
                Assert.Equal("mnist › dense_2 (Dense)", Tracer.CurrentPath);
            }

            Assert.Equal("mnist", Tracer.CurrentPath);
        }

        Assert.Equal("", Tracer.CurrentPath);
    }

    [Fact]
    public void At_goes_to_a_path_and_back()
    {
        using (Tracer.Enter("mnist"))
        {
            using (Tracer.At("other › dense"))
            {
                Assert.Equal("other › dense", Tracer.CurrentPath);
            }

            Assert.Equal("mnist", Tracer.CurrentPath);
        }
    }

    [Fact]
    public void Threads_have_paths_of_their_own()
    {
        using (Tracer.Enter("mnist"))
        {
            var other = "";
            var thread = new Thread(() => other = Tracer.CurrentPath);
            thread.Start();
            thread.Join();
            Assert.Equal("", other);
        }
    }
}
