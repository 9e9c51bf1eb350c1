namespace Fabric.Filters.Cesql;

/// <summary>Counts Unicode characters; a surrogate pair is one.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                count--;
        }

        return count;
    }

    /// <summary>Where the character of a number, counted from 0, begins; the end of the text where it has fewer.</summary>
    public static int IndexOf(string text, int number)
    {
        if (number >= text.Length)
            return text.Length;
        var index = 0;
        for (; number > 0 && index < text.Length; number--)
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        return index;
    }
}
