using System.Text.Json.Nodes;
using Lamina.Formats.Keras;

namespace Lamina.Tests.Formats.Keras;

public sealed class PythonJsonTests
{
    [Theory]
    [InlineData(0.0, "0.0"), InlineData(-0.0, "-0.0"), InlineData(1.0, "1.0"), InlineData(0.001, "0.001")]
    [InlineData(1e-4, "0.0001"), InlineData(1e-5, "1e-05"), InlineData(1e-7, "1e-07"), InlineData(-2.5e-10, "-2.5e-10")]
    [InlineData(1e15, "1000000000000000.0"), InlineData(1e16, "1e+16"), InlineData(1.5e300, "1.5e+300")]
    [InlineData(123456789.125, "123456789.125"), InlineData(0.009999999776482582, "0.009999999776482582")]
    [InlineData(5e-324, "5e-324"), InlineData(double.NaN, "NaN"), InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(9007199254740993.0, "9007199254740992.0"), InlineData(0.1 + 0.2, "0.30000000000000004")]
    public void Numbers_are_written_as_Python_does(double value, string text) =>
        Assert.Equal(text, PythonJson.Number(value));

    [Theory]
    [InlineData("""{"a": [1, 2.0, null, true], "b": {}, "c": [], "d": 1e-07}""")]
    [InlineData("""{"text": "\u00e9 \ud83d\ude00 \" \\ \n \u0001"}""")]
    public void What_Python_wrote_is_written_again(string text) =>
        Assert.Equal(text, PythonJson.Write(JsonNode.Parse(text)));

    [Fact]
    public void Kinds_of_numbers_made_here_are_kept() =>
        Assert.Equal("[1, 1.0, 0.5]", PythonJson.Write(new JsonArray(1, 1.0, 0.5f)));
}
