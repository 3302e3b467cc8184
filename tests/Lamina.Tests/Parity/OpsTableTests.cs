namespace Lamina.Tests.Parity;

/// <summary>The table has a row for each name, and gives a reason where nothing stands for it.</summary>
public sealed class OpsTableTests
{
    public static TheoryData<string> Modules => ["ops", "random"];

    [Theory, MemberData(nameof(Modules))]
    public void Each_name_of_Keras_has_one_row(string module) => Assert.Equal(
        KerasNames.Of(module).Select(name => name.Name).Order(StringComparer.Ordinal),
        Rows(module).Select(row => row.Keras).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Modules))]
    public void What_is_missing_has_a_reason(string module) =>
        Assert.All(Rows(module), row => Assert.True(row.Member is null != row.Reason is null, row.Keras));

    private static OpsTable.Row[] Rows(string module) => module == "ops" ? OpsTable.Ops : OpsTable.Random;
}
