using Xunit.Abstractions;
using Xunit.Sdk;

namespace Lamina.Golden.Tests.Running;

/// <summary>Runs a test once for each file of a model; the row is called <c>relative/path/NAME.ext</c>, and the method is given
/// that path.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Lamina.Golden.Tests.Running." + nameof(ModelFileDiscoverer), "Lamina.Golden.Tests")]
public sealed class ModelFileAttribute(bool isWild) : FactAttribute
{
    /// <summary>Whether the files are those of other people, which say what is expected of a loader.</summary>
    public bool IsWild => isWild;
}

/// <summary>Finds the rows.</summary>
public sealed class ModelFileDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var isWild = (bool)factAttribute.GetConstructorArguments().Single();
        return ModelFolder.Files.Where(file => file.IsWild == isWild)
            .Select(file => new ModelFileTestCase(messages, testMethod, file.Name));
    }
}

/// <summary>One row, which may be skipped with a reason.</summary>
public sealed class ModelFileTestCase : SkippableFactTestCase
{
    [Obsolete("For deserialization only.")]
    public ModelFileTestCase()
    {
    }

    public ModelFileTestCase(IMessageSink messages, ITestMethod method, string file)
        : base([typeof(Xunit.SkipException).FullName!], messages, TestMethodDisplay.Method, TestMethodDisplayOptions.None, method, [file])
    {
    }

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        (string)TestMethodArguments[0];
}
