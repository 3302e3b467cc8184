using Lamina.Golden.Tests.Running;

namespace Lamina.Golden.Tests;

/// <summary>Files that other people's Keras wrote, of any version: each loads and predicts, or says clearly why not.</summary>
public sealed class WildFileTests
{
    [ModelFile(isWild: true)]
    public void A_file_from_elsewhere_does_what_is_expected(string file) =>
        ExpectedFile.Check(ModelFolder.PathOf(file), ModelFolder.JsonOf(file));

    [SkippableFact]
    public void There_are_files_from_elsewhere() => Skip.IfNot(
        ModelFolder.Files.Any(file => file.IsWild),
        "they are looked for in ../shared/golden/wild beside the project, and where LAMINA_GOLDEN says.");
}
