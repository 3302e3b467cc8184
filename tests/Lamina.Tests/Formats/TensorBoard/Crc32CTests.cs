using Lamina.Formats.TensorBoard;

namespace Lamina.Tests.Formats.TensorBoard;

public sealed class Crc32CTests
{
    // RFC 3720, appendix B.4, and the check value of the catalogues of checksums.
    public static TheoryData<byte[], uint> Published => new()
    {
        { [], 0 },
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113FDB5C },
        { "123456789"u8.ToArray(), 0xE3069283 },
    };

    [Theory, MemberData(nameof(Published))]
    public void Checksums_are_the_published_ones(byte[] bytes, uint checksum) => Assert.Equal(checksum, Crc32C.Of(bytes));

    [Fact]
    public void A_mask_turns_and_adds() =>
        Assert.Equal(unchecked(((0xE3069283u >> 15) | (0xE3069283u << 17)) + 0xA282EAD8u), Crc32C.Masked("123456789"u8));
}
