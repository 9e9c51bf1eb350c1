namespace Fabric.Transformations;

/// <summary>One change of an event's context or data.</summary>
/// <param name="Where">The field of the manifest, as <c>spec.data[0].paths[1]</c>.</param>
internal abstract record Operation(string Where)
{
    /// <summary>True for what runs before all else, so that variables are known everywhere.</summary>
    public virtual bool RunsFirst => false;

    /// <summary>True where the section may be another one afterwards.</summary>
    public virtual bool Changes => true;

    /// <summary>Does it, where it applies to this event.</summary>
    /// <returns>Why it could not be done; null where it was, or the event has nothing that it is meant for.</returns>
    public abstract string? Apply(Section section, Variables variables);
}
