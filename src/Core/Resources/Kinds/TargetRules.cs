using Fabric.Resources.Validation;

namespace Fabric.Resources.Kinds;

/// <summary>Rules between the fields of targets.</summary>
internal static class TargetRules
{
    /// <summary>OAuth 2.0 needs client, secret and token address, and excludes basic authentication.</summary>
    public static void OAuth(FieldReader spec, FaultList faults)
    {
        FieldReader[] fields = [spec["oauthClientID"], spec["oauthClientSecret"], spec["oauthTokenURL"]];
        if (!fields.Any(field => field.Exists))
            return;
        foreach (var missing in fields.Where(field => !field.Exists))
            faults.Add(missing.Path, "is required: OAuth needs oauthClientID, oauthClientSecret and oauthTokenURL");
        if (spec["basicAuthUsername"].Exists)
            faults.Add(spec["basicAuthUsername"].Path, "is given together with OAuth; keep one of them");
    }
}
