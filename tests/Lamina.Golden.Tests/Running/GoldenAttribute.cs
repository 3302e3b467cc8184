using Xunit.Abstractions;
using Xunit.Sdk;

namespace Lamina.Golden.Tests.Running;

/// <summary>Runs a test once for each case of each golden file of a name; the row is called
/// <c>relative/path/FILE.json/ID</c>, and the method is given the path and the id.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Lamina.Golden.Tests.Running." + nameof(GoldenDiscoverer), "Lamina.Golden.Tests")]
public sealed class GoldenAttribute(string fileName) : FactAttribute
{
    public string FileName => fileName;
}

/// <summary>Finds the rows.</summary>
public sealed class GoldenDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var name = (string)factAttribute.GetConstructorArguments().Single();
        return
            from file in GoldenFolder.Find(name)
            from id in GoldenFolder.Cases(file).Keys
            select new GoldenTestCase(messages, testMethod, file, id);
    }
}

/// <summary>One row, which may be skipped with a reason.</summary>
public sealed class GoldenTestCase : SkippableFactTestCase
{
    [Obsolete("For deserialization only.")]
    public GoldenTestCase()
    {
    }

    public GoldenTestCase(IMessageSink messages, ITestMethod method, string file, string id)
        : base([typeof(Xunit.SkipException).FullName!], messages, TestMethodDisplay.Method, TestMethodDisplayOptions.None, method, [file, id])
    {
    }

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        string.Join('/', TestMethodArguments);
}
