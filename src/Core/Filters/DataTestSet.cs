using System.Text.Json;

namespace Fabric.Filters;

/// <summary>Several tests that one value must pass.</summary>
internal sealed class DataTestSet(IReadOnlyList<DataTest> tests) : DataTest
{
    public override bool Passes(ref Utf8JsonReader reader)
    {
        foreach (var test in tests)
        {
            if (!test.Passes(ref reader))
                return false;
        }

        return true;
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        foreach (var test in tests)
            test.WriteTo(writer);
    }
}
