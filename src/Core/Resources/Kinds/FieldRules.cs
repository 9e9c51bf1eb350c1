using Fabric.Resources.Validation;

namespace Fabric.Resources.Kinds;

/// <summary>Rules between the fields of sources and targets.</summary>
internal static class FieldRules
{
    /// <summary>A user name and a password come together: half a credential must not become no credential.</summary>
    public static void BasicAuth(FieldReader spec, FaultList faults)
    {
        var (user, password) = (spec["basicAuthUsername"], spec["basicAuthPassword"]);
        if (user.Text is { Length: > 0 } && !password.Exists)
            faults.Add(password.Path, "is required: basicAuthUsername is given");
        if (password.Exists && user.Text is not { Length: > 0 })
            faults.Add(user.Path, "is required: basicAuthPassword is given");
    }

    /// <summary>Names of attributes are lower-case letters and digits (CloudEvents 1.0); those that say what an event is stay.</summary>
    public static void Overrides(FieldReader spec, FaultList faults)
    {
        foreach (var (name, value) in spec["ceOverrides"]["extensions"].Entries)
        {
            if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit))
                faults.Add(value.Path, "is not the name of an attribute; use letters and digits only");
            else if (name.ToLowerInvariant() is "id" or "specversion" or "time" or "datacontenttype" or "data" or "database64")
                faults.Add(value.Path, "cannot be set for every event");
            if (value.Text is { Length: 0 })
                faults.Add(value.Path, "is empty; give a value, or remove it");
        }
    }

    public static void Positive(FieldReader duration, FaultList faults)
    {
        if (duration.Duration == TimeSpan.Zero)
            faults.Add(duration.Path, "must be more than zero");
    }
}
