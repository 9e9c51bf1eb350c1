using System.Text;

namespace Fabric.Filters.Cesql;

/// <summary>
/// A pattern of <c>LIKE</c>: <c>%</c> stands for any characters, <c>_</c> for one, <c>\%</c> and <c>\_</c> for
/// themselves. Matches UTF-8 in place; a character is a code point.
/// </summary>
internal sealed class LikePattern
{
    private const int AnyText = -1;
    private const int AnyCharacter = -2;

    private readonly int[] _steps;

    public LikePattern(ReadOnlySpan<byte> pattern)
    {
        var steps = new List<int>(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i..] is [(byte)'\\', (byte)'%' or (byte)'_', ..])
                steps.Add(pattern[++i]);
            else if (pattern[i] == '_')
                steps.Add(AnyCharacter);
            else if (pattern[i] != '%')
                steps.Add(pattern[i]);
            else if (steps is not [.., AnyText])
                steps.Add(AnyText);
        }

        _steps = [.. steps];
    }

    public bool Matches(ReadOnlySpan<byte> text)
    {
        var position = 0;
        var step = 0;
        var retryStep = -1;
        var retryPosition = 0;
        while (position < text.Length)
        {
            if (step < _steps.Length && _steps[step] == AnyText)
            {
                retryStep = ++step;
                retryPosition = position;
            }
            else if (step < _steps.Length && _steps[step] == AnyCharacter)
            {
                position += CharacterSize(text[position..]);
                step++;
            }
            else if (step < _steps.Length && _steps[step] == text[position])
            {
                position++;
                step++;
            }
            else if (retryStep >= 0)
            {
                // Only the last % needs to give way: what stands before it fits already.
                retryPosition += CharacterSize(text[retryPosition..]);
                position = retryPosition;
                step = retryStep;
            }
            else
            {
                return false;
            }
        }

        while (step < _steps.Length && _steps[step] == AnyText)
            step++;
        return step == _steps.Length;
    }

    private static int CharacterSize(ReadOnlySpan<byte> text)
    {
        Rune.DecodeFromUtf8(text, out _, out var size);
        return size;
    }
}
